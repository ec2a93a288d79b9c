package main

import (
	"encoding/json"
	"math/rand/v2"
)

// Subject is one thing that the engine says and that Kubernetes' own code can be asked about.
type Subject struct {
	Name string
	// Generate makes a fresh case.
	Generate func(r *rand.Rand) any
	// Answer asks upstream.
	Answer func(c json.RawMessage) (any, error)
	// Outcomes asks upstream for all that it may answer, for the vectors. Absent: Answer's is the only one.
	Outcomes func(c json.RawMessage) (any, error)
	// Settled tells whether these outcomes surely are all, so that recording anew finds the same. Absent: they are.
	Settled func(outcomes json.RawMessage) bool
	// Agree tells whether the engine's answer is right where more than one may be. Absent: it equals upstream's.
	Agree func(c, upstream, engine json.RawMessage) bool
	// Weight is how many answers one case stands for: nodes for placements, one otherwise.
	Weight func(c json.RawMessage) int
	// Recorded is how many cases are committed as vectors.
	Recorded int
}

// subjects are all of them, in the order in which they are reported.
func subjects() []Subject {
	return []Subject{
		admission(), update(), eligibility(), podSubject(), security(), step(), rollout(), course(), resume(),
		yamlSubject(), quantitySubject(), selectorSubject(), percentageSubject(), kubectlSubject(), eventsSubject(), filter(), schedulingSubject(),
	}
}

func (s Subject) weight(c json.RawMessage) int {
	if s.Weight == nil {
		return 1
	}
	return s.Weight(c)
}
