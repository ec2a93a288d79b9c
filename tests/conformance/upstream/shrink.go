package main

import (
	"bytes"
	"encoding/json"
)

// shrink takes fields and items away for as long as the case still fails.
func shrink(c json.RawMessage, fails func(json.RawMessage) bool) json.RawMessage {
	for {
		smaller, found := smallerThat(c, fails)
		if !found {
			return c
		}
		c = smaller
	}
}

// smallerThat finds a case with one part less that still fails.
func smallerThat(c json.RawMessage, fails func(json.RawMessage) bool) (json.RawMessage, bool) {
	var root any
	numbers := json.NewDecoder(bytes.NewReader(c))
	numbers.UseNumber()
	if numbers.Decode(&root) != nil {
		return nil, false
	}
	var found json.RawMessage
	try := func() bool {
		text, err := json.Marshal(root)
		if err == nil && fails(text) {
			found = text
		}
		return found != nil
	}
	without(root, func(value any) { root = value }, try)
	return found, found != nil
}

// without tries the tree with each part taken away, outermost first, until try says that it is enough.
func without(value any, set func(any), try func() bool) bool {
	switch value := value.(type) {
	case map[string]any:
		for key, part := range value {
			delete(value, key)
			if try() {
				return true
			}
			value[key] = part
		}
		for key, part := range value {
			if without(part, func(part any) { value[key] = part }, try) {
				return true
			}
		}
	case []any:
		for at := range value {
			rest := append(append([]any{}, value[:at]...), value[at+1:]...)
			set(rest)
			if try() {
				return true
			}
		}
		set(value)
		for at, part := range value {
			if without(part, func(part any) { value[at] = part }, try) {
				return true
			}
		}
	}
	return false
}
