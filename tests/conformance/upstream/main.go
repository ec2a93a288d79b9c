// Command upstream asks Kubernetes' own functions what the engine is asked.
//
//	upstream record DIR             writes the vectors of each subject
//	upstream differential ENGINE    streams fresh cases through the engine, and stops at the first disagreement
//	upstream recorded FOLDER        holds its admission against what a running API server answered
//	upstream bench MANIFEST NODES   times upstream's code
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"k8s.io/klog/v2"
)

func main() {
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	n := flag.Int("n", 1000, "answers to compare for each subject")
	seed := flag.Uint64("seed", 1, "where chance begins")
	only := flag.String("subject", "", "the one subject to ask about")
	real := flag.String("real", "", "a folder of real files, for fresh cases to be made from too")
	flag.Parse()
	if *real != "" {
		if err := readReal(*real); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if flag.Arg(0) == "bench" {
		if err := bench(flag.Arg(1), flag.Arg(2)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if flag.Arg(0) == "recorded" {
		admission() // sets it up
		if err := recorded(flag.Arg(1)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if flag.Arg(0) == "printable" {
		if err := printable(flag.Arg(1)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	work := map[string]func(Subject) error{
		"record":       func(s Subject) error { return record(s, flag.Arg(1)) },
		"differential": func(s Subject) error { return differential(s, flag.Arg(1), *n, *seed) },
	}[flag.Arg(0)]
	for _, subject := range subjects() {
		if *only != "" && *only != subject.Name {
			continue
		}
		if err := work(subject); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", subject.Name, err)
			os.Exit(1)
		}
	}
}
