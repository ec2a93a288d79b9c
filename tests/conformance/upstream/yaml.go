package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	yamlv2 "go.yaml.in/yaml/v2"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// yamlCase is a paste: as text, or as bytes where it is no UTF-8.
type yamlCase struct {
	Text  string `json:"text,omitempty"`
	Bytes []int  `json:"bytes,omitempty"`
}

// yamlSubject compares what becomes of a paste on its way into kubectl: the same trees, or an error on both sides.
func yamlSubject() Subject {
	return Subject{
		Name:     "yaml",
		Recorded: 1500,
		Generate: func(r *rand.Rand) any {
			for {
				text := randomPaste(r)
				if !beyondTheEngine(text) && !hangsOnChance(text) && !hidesFault(text) {
					return yamlCaseOf(text)
				}
			}
		},
		Answer: func(raw json.RawMessage) (any, error) {
			var c yamlCase
			if err := json.Unmarshal(raw, &c); err != nil {
				return nil, err
			}
			text := []byte(c.Text)
			for _, b := range c.Bytes {
				text = append(text, byte(b))
			}
			objects, err := readPaste(text)
			if err != nil {
				return map[string]any{"error": true}, nil
			}
			return map[string]any{"objects": asSent(objects)}, nil
		},
	}
}

func yamlCaseOf(text string) yamlCase {
	if utf8.ValidString(text) {
		return yamlCase{Text: text}
	}
	c := yamlCase{}
	for _, b := range []byte(text) {
		c.Bytes = append(c.Bytes, int(b))
	}
	return c
}

// readPaste reads as kubectl's builder does: one value of the stream after the other, each into an untyped object.
func readPaste(text []byte) (objects []any, err error) {
	defer func() {
		if found := recover(); found != nil {
			err = fmt.Errorf("panic: %v", found)
		}
	}()
	objects = []any{}
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	for {
		read := runtime.RawExtension{}
		if err := decoder.Decode(&read); err != nil {
			if errors.Is(err, io.EOF) {
				break
			}
			return nil, err
		}
		raw := bytes.TrimSpace(read.Raw)
		if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
			continue
		}
		found, err := objectsOf(raw)
		if err != nil {
			return nil, err
		}
		objects = append(objects, found...)
	}
	if len(objects) == 0 {
		return nil, errors.New("no objects passed")
	}
	return objects, nil
}

// objectsOf takes Lists apart. kubectl goes on to refuse what has no kind; the engine leaves that to its API server, and takes
// bare arrays of objects, so these two stand here as trees.
func objectsOf(raw []byte) ([]any, error) {
	object, _, err := unstructured.UnstructuredJSONScheme.Decode(raw, nil, nil)
	switch object := object.(type) {
	case *unstructured.Unstructured:
		return []any{object.Object}, nil
	case *unstructured.UnstructuredList:
		var found []any
		for _, item := range object.Items {
			raw, err := item.MarshalJSON()
			if err != nil {
				return nil, err
			}
			inner, err := objectsOf(raw)
			if err != nil {
				return nil, err
			}
			found = append(found, inner...)
		}
		return found, nil
	}
	var tree any
	if treeErr := utiljson.Unmarshal(raw, &tree); treeErr != nil {
		return nil, treeErr
	}
	return flatten(tree, err)
}

func flatten(tree any, err error) ([]any, error) {
	switch tree := tree.(type) {
	case nil:
		return nil, nil
	case []any:
		found := []any{}
		for _, item := range tree {
			inner, err := flatten(item, err)
			if err != nil {
				return nil, err
			}
			found = append(found, inner...)
		}
		return found, nil
	case map[string]any:
		items, has := tree["items"]
		if !has {
			return []any{tree}, nil
		}
		if items == nil {
			return nil, nil
		}
		if list, isList := items.([]any); isList {
			return flatten(list, err)
		}
	}
	return nil, err
}

// asSent is a tree as it is compared: a float is what kubectl writes for it, as a number where the server reads a whole one,
// and as text otherwise.
func asSent(tree any) any {
	switch tree := tree.(type) {
	case float64:
		text, _ := json.Marshal(tree)
		if whole, err := strconv.ParseInt(string(text), 10, 64); err == nil {
			return whole
		}
		return "float " + string(text)
	case []any:
		for i := range tree {
			tree[i] = asSent(tree[i])
		}
	case map[string]any:
		for key := range tree {
			tree[key] = asSent(tree[key])
		}
	}
	return tree
}

// beyondTheEngine tells texts whose meaning hangs on the sizes of buffers. What splits a paste loses the last line if that has no end
// and fills the buffer. The library looks for a byte-order mark not where it reads, but where its buffer begins, and drops the first
// character of each line while one stands there.
func beyondTheEngine(text string) bool {
	if last := len(text) - strings.LastIndexByte(text, '\n') - 1; last > 0 && last%4096 == 0 {
		return true
	}
	return slices.ContainsFunc(pieces(text), func(piece string) bool {
		begin := 0
		if strings.HasPrefix(piece, mark) {
			begin = len(mark)
		}
		if strings.HasPrefix(piece[begin:], mark) {
			return true
		}
		// The buffer is filled by 512 bytes at a time, and moved when few are left.
		for end := filled; end < len(piece)+filled; end += filled {
			for end > 0 && end < len(piece) && !utf8.RuneStart(piece[end]) {
				end--
			}
			near := piece[min(len(piece), max(begin, end-40)):min(len(piece), end+len(mark))]
			if strings.Contains(near, mark) {
				return true
			}
		}
		return false
	})
}

const (
	mark   = "\uFEFF"
	filled = 512
)

// hangsOnChance tells texts with a map of which two keys are the same text, as 1 and "1": the library goes through such a map
// in any order, and the last key wins.
func hangsOnChance(text string) bool {
	return slices.ContainsFunc(pieces(text), func(piece string) bool {
		var tree any
		return yamlv2.Unmarshal([]byte(piece), &tree) == nil && hasTwins(tree)
	})
}

// hidesFault tells texts with bytes behind the end of a document that cannot be read, as in "{a: 1}\n--- \x00": the library may never
// come there, for it reads 512 bytes at a time.
func hidesFault(text string) bool {
	return slices.ContainsFunc(pieces(text), func(piece string) bool {
		var tree any
		return unreadable.MatchString(strings.ToValidUTF8(piece, "\x00")) && yamlv2.Unmarshal([]byte(piece), &tree) == nil
	})
}

// What the library reads nowhere.
var unreadable = regexp.MustCompile(`[^\t\n\r\x20-\x7E\x{85}\x{A0}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]`)

// pieces are what kubectl may hand to the library: the documents of a text, and all of it where it may be JSON.
func pieces(text string) []string {
	var found []string
	if yaml.IsJSONBuffer([]byte(text)) {
		found = append(found, text)
	}
	reader := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	for {
		piece, err := reader.Read()
		if err != nil {
			return found
		}
		found = append(found, string(piece))
	}
}

func hasTwins(tree any) bool {
	switch tree := tree.(type) {
	case []any:
		return slices.ContainsFunc(tree, hasTwins)
	case map[any]any:
		seen := map[string]bool{}
		for key, value := range tree {
			name := fmt.Sprint(key)
			if float, isFloat := key.(float64); isFloat {
				name = strconv.FormatFloat(float, 'g', -1, 32)
			}
			if seen[name] || hasTwins(value) {
				return true
			}
			seen[name] = true
		}
	}
	return false
}

// randomPaste is a paste of any kind: YAML in all its styles, JSON, streams of both, and any of them with a few bytes changed.
func randomPaste(r *rand.Rand) string {
	text := realOr(r, realTexts, func(text string) string { return text }, func() string { return madePaste(r) })
	if r.IntN(4) == 0 {
		for range 1 + r.IntN(3) {
			text = mutateText(r, text)
		}
	}
	return text
}

func madePaste(r *rand.Rand) string {
	switch r.IntN(10) {
	case 0:
		return jsonStream(r)
	case 1:
		return shape(r)
	case 2:
		return header + "x: " + shape(r)
	default:
		return yamlStream(r)
	}
}

const header = "apiVersion: v1\nkind: K\n"

func yamlStream(r *rand.Rand) string {
	var out strings.Builder
	if r.IntN(40) == 0 {
		out.WriteString(anyOf(r, "\uFEFF", "%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%YAML 1.1\n%YAML 1.1\n---\n", "%YAML 01.1 # c\n---\n", "%YAML 1.1", "%TAG !e! tag:yaml.org,2002:\n---\n", "%TAG ! !e\n%TAG ! !f\n---\n", "%TAG !! !x%20\n---\n", "%YAML 1.1\r---\r", "%TAG !e! tag:yaml.org,2002:\r---\r", "%TAG !! !x%20\r---\r", "%TAG ! tag:yaml.org,2002:\r%YAML 1.1\r---\r", "# c\n", "\n\n", "%TAG ! tag:x,2000:\n---\n", "...\n"))
	}
	for i := range 1 + r.IntN(8)/6 + r.IntN(8)/7 {
		if i > 0 || r.IntN(4) == 0 {
			out.WriteString(anyOf(r, "---\n", "---\n", "---\n", "--- # c\n", "---  \n", "---\r\n", "---\n---\n", "---\t\n", "...\n---\n"))
			if r.IntN(40) == 0 {
				out.WriteString(anyOf(r, "--- a\n", "...\n", "----\n", "--- {}\n"))
			}
		}
		if r.IntN(15) > 0 {
			out.WriteString(header)
			if r.IntN(40) == 0 {
				out.WriteString(anyOf(r, "items: []\n", "items:\n- a: 1\n  kind: Q\n  apiVersion: v1\n- kind: R\n  apiVersion: v2\n", "items: 3\n", "items: null\n", "items: {}\n"))
			}
		}
		w := yamlWriter{r: r, out: &out, rare: anyOf(r, 10, 100, 1000)}
		w.entries(0, 1+r.IntN(4))
		if r.IntN(12) == 0 {
			out.WriteString(anyOf(r, "# end", "\n\n", "...\n", "  \n", "\t\n", "... # c\n"))
		}
	}
	text := out.String()
	switch r.IntN(30) {
	case 0:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 1:
		text = strings.TrimRight(text, "\n")
	case 2:
		text = strings.ReplaceAll(text, "\n", "\r")
	case 3:
		text = strings.ReplaceAll(text, "\n", anyOf(r, "\r\r\n", "\r\r\r\n", "\n\uFEFF", "\u2028\n", "\u0085"))
	}
	return text
}

// yamlWriter writes random trees in random styles.
type yamlWriter struct {
	r       *rand.Rand
	out     *strings.Builder
	anchors []string
	// rare is how often something stands that mostly is an error: once in so many times.
	rare int
}

// odd is whether something odd is to stand here.
func (w *yamlWriter) odd() bool { return w.r.IntN(w.rare) == 0 }

func (w *yamlWriter) put(parts ...string) {
	for _, part := range parts {
		w.out.WriteString(part)
	}
}

func (w *yamlWriter) pad(indent int) { w.put(strings.Repeat(" ", indent)) }

// entries writes a block mapping's entries.
func (w *yamlWriter) entries(indent, count int) {
	for range count {
		w.comment()
		w.pad(indent)
		if w.r.IntN(30) == 0 {
			w.put("<<: ", anyOf(w.r, "{a: 1, z: 2}", "[{b: 1}, {b: 2, c: 3}]", "{}", "&m {key: [1]}", "[&n {k1: n}, {<<: {k1: 2}, k2: 3}]"), "\n")
			continue
		}
		if w.r.IntN(3) == 0 && w.odd() {
			w.put("? ")
			w.scalar()
			w.put("\n")
			w.pad(indent)
			w.put(":")
		} else {
			w.key()
			w.put(anyOf(w.r, ":", ":", ":", ":", ":", ":", " :"))
		}
		w.value(indent)
	}
}

func (w *yamlWriter) key() {
	switch {
	case w.r.IntN(4) == 0 && w.odd():
		w.put("<<")
	case w.r.IntN(8) == 0 && w.odd():
		w.properties()
		w.scalar()
	case w.r.IntN(40) == 0 && w.odd():
		// About as long as a key may be.
		w.put(anyOf(w.r, "", "'", "[", "é", "&a ", "!a "), strings.Repeat(anyOf(w.r, "k", "é", "k ", "k, ", "\U0001F600"), anyOf(w.r, 340, 341, 342, 510, 511, 512, 513, 1020, 1021, 1022, 1023, 1024, 1025)), anyOf(w.r, "k", "kk", "'", "]", " ", ""))
	default:
		w.put(anyOf(w.r, "a", "b", "c", "key", "metadata", "spec", "x-y", "d e", "k8s.io/n", "1", "yes", "0x1F", "1.5", "Null1", `"q"`, `'s'`, "http://x", "a b  c", fmt.Sprint("k", w.r.IntN(20))))
	}
}

// value writes what stands behind a key or a dash, up to the line's end.
func (w *yamlWriter) value(indent int) {
	if indent > 12 {
		w.put(" 1\n")
		return
	}
	switch w.r.IntN(12) {
	case 0, 1:
		w.put(" ")
		w.properties()
		w.put("\n")
		deeper := indent + 1 + w.r.IntN(3)
		w.entries(deeper, 1+w.r.IntN(3))
	case 2:
		w.put(anyOf(w.r, "", " ", "  # c"), "\n")
		deeper := indent + w.r.IntN(3)
		for range 1 + w.r.IntN(3) {
			w.comment()
			w.pad(deeper)
			w.put("-")
			switch w.r.IntN(4) {
			case 0:
				w.put(" a: 1\n")
				w.entries(deeper+2, w.r.IntN(2))
			case 1:
				w.put(" - ")
				w.scalar()
				w.put("\n")
			default:
				w.value(deeper + 1)
			}
		}
	case 3:
		w.put(" ")
		w.properties()
		w.flowNode(0)
		w.lineEnd()
	case 4:
		w.block(indent)
	case 5:
		w.put("\n")
	default:
		w.put(anyOf(w.r, " ", " ", " ", "  ", " \t"))
		w.properties()
		w.scalar()
		w.lineEnd()
	}
}

func (w *yamlWriter) lineEnd() {
	w.put(anyOf(w.r, "", "", "", "", "", "", " ", " # c", "\t", " #"), "\n")
}

func (w *yamlWriter) comment() {
	if w.r.IntN(25) == 0 {
		w.put(anyOf(w.r, "# c\n", "\n", "    # deep\n", "  \n", "#\n"))
	}
}

// properties are an anchor and a tag, mostly none.
func (w *yamlWriter) properties() {
	if w.r.IntN(25) == 0 {
		w.put("&", w.anchor(), " ")
	}
	if w.r.IntN(60) == 0 {
		w.put("!!str ")
	}
	if w.odd() {
		w.put(anyOf(w.r, "!!str", "!!int", "!!float", "!!bool", "!!null", "!!binary", "!!timestamp", "!!map", "!!seq", "!!set", "!", "!local", "!e!x", "!<tag:yaml.org,2002:str>", "!<x>", "!!merge", "!!omap", "!a%21b", "!!", "!a,", "!a[b]", "!,", "![", "!a,b", "!<a,b>", "!%C3%A9", "!%zz", "!a%C3%C3", "!!str,", "!e!", "!a{", "!a]"), anyOf(w.r, " ", " ", " ", " ", ""))
	}
}

func (w *yamlWriter) anchor() string {
	name := anyOf(w.r, "a", "b", "c1", "x-y", "1")
	w.anchors = append(w.anchors, name)
	return name
}

func (w *yamlWriter) scalar() {
	if len(w.anchors) > 0 && w.r.IntN(8) == 0 {
		w.put("*", anyOf(w.r, w.anchors...))
		return
	}
	switch {
	case w.odd():
		switch w.r.IntN(4) {
		case 0:
			w.put(`"`, w.text(doubleParts), `"`)
		case 1:
			w.put(`'`, w.text(singleParts), `'`)
		case 2:
			w.put(w.text(plainParts))
		default:
			w.put(anyOf(w.r, plainScalars...))
		}
	case w.r.IntN(8) == 0:
		w.put(`"`, w.text(doubleParts[:22]), `"`)
	case w.r.IntN(8) == 0:
		w.put(`'`, w.text(singleParts[:10]), `'`)
	case w.r.IntN(8) == 0:
		w.put("a", w.text(plainParts[:7]), "b")
	case w.r.IntN(6) == 0:
		w.put(randomNumber(w.r))
	default:
		w.put(anyOf(w.r, plainScalars[:130]...))
	}
}

func (w *yamlWriter) text(parts []string) string {
	var out strings.Builder
	for range w.r.IntN(5) {
		out.WriteString(anyOf(w.r, parts...))
	}
	return out.String()
}

// flowNode writes something between brackets, or a scalar.
func (w *yamlWriter) flowNode(depth int) {
	if depth > 3 || w.r.IntN(3) == 0 {
		if w.odd() {
			w.scalar()
			return
		}
		w.put(anyOf(w.r, "a", "1", "b c", "'x, y'", `"z]"`, "~", "yes", "0x1f", "-1", "1.5", "a#b", "http//x", "ü", "k: v", "'q'", "2001-01-01", "[]", "{}", "a-b", "$x"))
		if w.odd() {
			w.put(anyOf(w.r, ":", "?", " :", " ?", "::", ":?", "#", " #", "\\", "- ", "*a", "&a", "!a"))
		}
		return
	}
	open, closing := "[", "]"
	isMap := w.r.IntN(2) == 0
	if isMap {
		open, closing = "{", "}"
	}
	w.put(open)
	for i := range w.r.IntN(4) {
		if i > 0 {
			w.put(anyOf(w.r, ",", ", ", ", ", ", ", " , ", ",\n    ", ", # c\n    "))
		}
		w.properties()
		switch {
		case isMap && w.r.IntN(12) > 0, !isMap && w.r.IntN(12) == 0:
			if w.odd() {
				w.put("? ")
			}
			w.key()
			w.put(anyOf(w.r, ": ", ": ", ": ", " : "))
			w.properties()
			w.flowNode(depth + 1)
		default:
			w.flowNode(depth + 1)
		}
	}
	w.put(anyOf(w.r, "", "", "", " ", ",", ", "), closing)
}

// block writes a literal or folded scalar.
func (w *yamlWriter) block(indent int) {
	w.put(" ")
	w.properties()
	w.put(anyOf(w.r, "|", ">"), anyOf(w.r, "", "", "", "-", "+", "1", "1+", "-1"), anyOf(w.r, "", "", "", " ", " # c"))
	if w.odd() {
		w.put(anyOf(w.r, "2", "9", "0", "|", "#", "x", "-+"))
	}
	w.put("\n")
	deeper := indent + 1 + w.r.IntN(3)
	for range w.r.IntN(5) {
		switch w.r.IntN(6) {
		case 0:
			w.put(anyOf(w.r, "\n", "  \n", "\n\n", strings.Repeat(" ", deeper)+"\tx\n"))
		case 1:
			w.pad(deeper)
			w.put("  more\n")
		default:
			w.pad(deeper)
			if w.odd() {
				w.put("\b"[:w.r.IntN(2)], " ")
			}
			w.put(w.text(plainParts), anyOf(w.r, "x", "# no comment", "- y", "a: b", "\ttab", "end "), "\n")
		}
	}
}

func mutateText(r *rand.Rand, text string) string {
	at := r.IntN(len(text) + 1)
	end := min(len(text), at+1+r.IntN(4))
	switch r.IntN(6) {
	case 0:
		return text[:at] + text[end:]
	case 1:
		return text[:end] + text[at:]
	case 2:
		other := r.IntN(len(text) + 1)
		stretch := text[at:min(len(text), at+r.IntN(30))]
		return text[:other] + stretch + text[other:]
	case 3:
		return text[:at] + anyOf(r, oddBytes...) + text[at:]
	default:
		return text[:at] + anyOf(r, syntaxBytes...) + text[end-min(end-at, r.IntN(2)):]
	}
}
