package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// Engine is the engine as a process: a case a line, an answer a line.
type Engine struct {
	in  io.WriteCloser
	out *bufio.Reader
}

func start(path string) (*Engine, error) {
	process := exec.Command(path)
	process.Stderr = os.Stderr
	in, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &Engine{in, bufio.NewReaderSize(out, 1<<20)}, process.Start()
}

// answer gives the engine's answer to a case.
func (e *Engine) answer(s Subject, c json.RawMessage) (json.RawMessage, error) {
	question, err := json.Marshal(map[string]any{"subject": s.Name, "case": c})
	if err != nil {
		return nil, err
	}
	if _, err := e.in.Write(append(question, '\n')); err != nil {
		return nil, err
	}
	line, err := e.out.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("the engine stopped at %s: %w", c, err)
	}
	return line, nil
}
