package main

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

// Real files, from which fresh cases are made too. Vectors are not: without a folder there are none.
var (
	realTexts []string
	realSets  []string // the DaemonSets among them, as JSON
)

// mostReal is how large a real file may be.
const mostReal = 64 << 10

// readReal reads the YAML and JSON files below a folder.
func readReal(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") && !strings.HasSuffix(path, ".json") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || len(text) > mostReal {
			return err
		}
		realTexts = append(realTexts, string(text))
		for _, piece := range strings.Split(string(text), "\n---") {
			object, err := yaml.YAMLToJSON([]byte(piece))
			var kind struct{ Kind string }
			if err == nil && json.Unmarshal(object, &kind) == nil && kind.Kind == "DaemonSet" {
				realSets = append(realSets, string(object))
			}
		}
		return nil
	})
}

// realOr is at times one of the real ones, otherwise a made one.
func realOr[T any](r *rand.Rand, real []string, read func(string) T, made func() T) T {
	if len(real) > 0 && chance(r, 0.4) {
		return read(one(r, real))
	}
	return made()
}
