package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

// sent is what a running API server answered to a DaemonSet: either one that is given, or one of a file.
type sent struct {
	Name     string          `json:"name"`
	Manifest json.RawMessage `json:"manifest"`
	File     string          `json:"file"`
	Document int             `json:"document"`
	Item     *int            `json:"item"`
	Code     int             `json:"code"`
	Message  *string         `json:"message"`
	Spec     any             `json:"spec"`
	// Stored is the stored strategy, for given ones.
	Stored any `json:"stored"`
}

// recorded holds the admission of this program against answers that a running API server gave.
func recorded(folder string) error {
	wrong := 0
	for _, name := range []string{"admission-mutants.jsonl", "admission-corpus.jsonl.gz"} {
		lines, err := lines(filepath.Join(folder, "conformance", name))
		if err != nil {
			return err
		}
		compared := 0
		for _, line := range lines {
			var s sent
			if err := json.Unmarshal(line, &s); err != nil {
				return err
			}
			same, why, err := s.asRecorded(filepath.Join(folder, "corpus"))
			if errors.Is(err, errNoJSON) && s.Code == 400 {
				continue // never a request of kubectl's
			}
			if err != nil {
				return fmt.Errorf("%s%s %d: %w", s.Name, s.File, s.Document, err)
			}
			compared++
			if !same {
				wrong++
				fmt.Fprintf(os.Stderr, "%s%s %d: %s\n", s.Name, s.File, s.Document, why)
			}
		}
		fmt.Printf("%s: %d answers of a running API server compared\n", name, compared)
	}
	if wrong > 0 {
		return fmt.Errorf("%d differ", wrong)
	}
	return nil
}

// readByKubectl was sent as raw YAML, which the server refuses for a key that is there twice; kubectl takes the last one
// and sends JSON.
const readByKubectl = "daemonsets/metadata-proxy-kops.yaml"

var errNoJSON = errors.New("no YAML")

func (s sent) asRecorded(corpus string) (same bool, why string, err error) {
	manifest := s.Manifest
	if s.File != "" {
		if manifest, err = document(filepath.Join(corpus, s.File), s.Document, s.Item); err != nil {
			return false, "", err
		}
	}
	question, err := json.Marshal(map[string]json.RawMessage{"manifest": manifest})
	if err != nil {
		return false, "", err
	}
	answer, err := answerAdmission(question)
	if err != nil {
		return false, "", err
	}
	fields := answer.(map[string]any)
	if message, isRefused := fields["message"]; isRefused {
		return s.Message != nil && message == *s.Message, fmt.Sprint(message), nil
	}
	spec := fields["spec"]
	switch {
	case s.Code != 201:
		return s.File == readByKubectl, "admitted", nil
	case s.Spec != nil:
		return sameJSON(spec, s.Spec), "another spec", nil
	case s.Stored != nil:
		return sameJSON(spec.(map[string]any)["updateStrategy"], s.Stored), "another strategy", nil
	}
	return true, "", nil
}

func sameJSON(one, other any) bool {
	a, _ := json.Marshal(one)
	b, _ := json.Marshal(other)
	return equal(a, b)
}

// document is one document of a file, or an item of its list, as JSON.
func document(path string, number int, item *int) (json.RawMessage, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	pieces := strings.Split("\n"+string(text), "\n---")
	if number >= len(pieces) {
		return nil, fmt.Errorf("%d documents", len(pieces))
	}
	_, piece, _ := strings.Cut(pieces[number], "\n") // without the rest of the separator's line
	object, err := yaml.YAMLToJSON([]byte(piece))
	if err != nil {
		return nil, errNoJSON
	}
	if item == nil {
		return object, nil
	}
	var list struct {
		Items []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal(object, &list); err != nil {
		return nil, err
	}
	return list.Items[*item], nil
}

func lines(path string) ([][]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var text io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if text, err = gzip.NewReader(file); err != nil {
			return nil, err
		}
	}
	all, err := io.ReadAll(text)
	return bytes.Split(bytes.TrimSpace(all), []byte("\n")), err
}
