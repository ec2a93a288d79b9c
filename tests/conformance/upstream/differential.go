package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"
)

var errDisagree = errors.New("the engine disagrees")

// agree tells whether the engine's answer to a case is upstream's.
func agree(s Subject, e *Engine, c json.RawMessage) (bool, json.RawMessage, json.RawMessage, error) {
	upstream, err := ask(s, c)
	if err != nil {
		return false, nil, nil, err
	}
	engine, err := e.answer(s, c)
	if err != nil {
		return false, nil, nil, err
	}
	if s.Agree != nil {
		return s.Agree(c, upstream, engine), upstream, engine, nil
	}
	return equal(upstream, engine), upstream, engine, nil
}

func isRefused(answer json.RawMessage) bool {
	fields, isObject := parse(answer).(map[string]any)
	return isObject && fields["refused"] != nil
}

func equal(one, other json.RawMessage) bool {
	return reflect.DeepEqual(parse(one), parse(other))
}

func parse(text json.RawMessage) (value any) {
	if err := json.Unmarshal(text, &value); err != nil {
		return err.Error()
	}
	return value
}

// differential compares fresh cases until they stand for n answers. It stops at the first disagreement, shrinks it, and
// prints it as a vector that can be committed.
func differential(s Subject, path string, n int, seed uint64) error {
	e, err := start(path)
	if err != nil {
		return err
	}
	begin := time.Now()
	compared, cases := 0, uint64(0)
	for ; compared < n; cases++ {
		c, err := generate(s, seed, cases)
		if err != nil {
			return err
		}
		ok, _, _, err := agree(s, e, c)
		if err != nil {
			return err
		}
		if !ok {
			return report(s, e, c, seed, cases)
		}
		compared += s.weight(c)
	}
	fmt.Printf("%s: %d answers to %d cases compared, all agreed, %.0f s\n", s.Name, compared, cases, time.Since(begin).Seconds())
	return nil
}

// longestShrinking is how long a case is made smaller: one that has many outcomes takes its time.
const longestShrinking = 20 * time.Second

func report(s Subject, e *Engine, c json.RawMessage, seed, number uint64) error {
	// A case that the engine would not even take is another disagreement than one that it answers.
	_, _, engine, err := agree(s, e, c)
	if err != nil {
		return err
	}
	small := c
	if !isRefused(engine) {
		begin := time.Now()
		small = shrink(c, func(c json.RawMessage) bool {
			if time.Since(begin) > longestShrinking {
				return false
			}
			ok, _, engine, err := agree(s, e, c)
			return err == nil && !ok && !isRefused(engine)
		})
	}
	_, upstream, engine, err := agree(s, e, small)
	if err != nil {
		return err
	}
	if s.Outcomes != nil {
		all := s
		all.Answer = s.Outcomes
		upstream, _ = ask(all, small)
	}
	line, _ := json.Marshal(vector{small, upstream})
	fmt.Printf("%s\n", line)
	return fmt.Errorf("%w (seed %d, case %d): it says %s", errDisagree, seed, number, engine)
}
