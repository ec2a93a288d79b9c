package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// A vector is a case and upstream's answer.
type vector struct {
	Case   json.RawMessage `json:"case"`
	Answer json.RawMessage `json:"answer"`
}

// generate makes case number i of a seed, the same on every machine.
func generate(s Subject, seed, i uint64) (json.RawMessage, error) {
	return json.Marshal(s.Generate(rand.New(rand.NewPCG(seed, i))))
}

// ask gives upstream's answer. Where upstream panics, as it may at half a case, that is an error.
func ask(s Subject, c json.RawMessage) (text json.RawMessage, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("%v", panicked)
		}
	}()
	answer, err := s.Answer(c)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, c)
	}
	return json.Marshal(answer)
}

// record writes the vectors of a subject: the cases of seed 0, but for those whose answers hang too much on chance. How many
// answers they are stands in counts.json, which the page and the README quote.
func record(s Subject, dir string) error {
	answers := 0
	var text bytes.Buffer
	lines := json.NewEncoder(&text)
	lines.SetEscapeHTML(false)
	for i, recorded := uint64(0), 0; recorded < s.Recorded; i++ {
		c, err := generate(s, 0, i)
		if err != nil {
			return err
		}
		all := s
		if s.Outcomes != nil {
			all.Answer = s.Outcomes
		}
		answer, err := ask(all, c)
		if err != nil {
			return err
		}
		if s.Settled != nil && !s.Settled(answer) {
			continue
		}
		recorded++
		answers += s.weight(c)
		if err := lines.Encode(vector{c, answer}); err != nil {
			return err
		}
	}
	var packed bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if _, err := zip.Write(text.Bytes()); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	fmt.Printf("%s: %d answers to %d cases recorded\n", s.Name, answers, s.Recorded)
	if err := count(filepath.Join(dir, "counts.json"), s.Name, answers); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, s.Name+".jsonl.gz"), packed.Bytes(), 0o644)
}

func count(file, subject string, answers int) error {
	counts := map[string]int{}
	if text, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(text, &counts); err != nil {
			return err
		}
	}
	counts[subject] = answers
	text, err := json.MarshalIndent(counts, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}
