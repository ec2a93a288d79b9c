package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
	defaults "k8s.io/kubernetes/pkg/apis/apps/v1"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

// stepCase is a snapshot, and the times at which the controller looks at it: what it asked for is never done, so that
// only the back-off of failed Pods changes from one look to the next.
type stepCase struct {
	DaemonSet *apps.DaemonSet `json:"daemonSet"`
	Nodes     []*v1.Node      `json:"nodes"`
	Pods      []*v1.Pod       `json:"pods"`
	Hash      string          `json:"hash"`
	Times     []time.Time     `json:"times"`
}

type syncStep struct {
	Create []string         `json:"create"`
	Delete []string         `json:"delete"`
	Status map[string]int64 `json:"status"`
	Error  string           `json:"error,omitempty"`
}

func numbers(s apps.DaemonSetStatus) map[string]int64 {
	return map[string]int64{
		"currentNumberScheduled": int64(s.CurrentNumberScheduled), "numberMisscheduled": int64(s.NumberMisscheduled),
		"desiredNumberScheduled": int64(s.DesiredNumberScheduled), "numberReady": int64(s.NumberReady),
		"observedGeneration": s.ObservedGeneration, "updatedNumberScheduled": int64(s.UpdatedNumberScheduled),
		"numberAvailable": int64(s.NumberAvailable), "numberUnavailable": int64(s.NumberUnavailable),
	}
}

// crowd is how many nodes are too many to name each.
const crowd = 20

// runs is how often upstream is asked for the vectors: which of several candidates goes first hangs on the order of a Go map.
const runs = 400

// step asks syncDaemonSet. The answer is, for each of the case's times, every step that was seen.
func step() Subject {
	return Subject{
		Name: "step", Recorded: 400,
		Generate: generateStep,
		Answer:   func(c json.RawMessage) (any, error) { return outcomes(c, 1) },
		Outcomes: func(c json.RawMessage) (any, error) { return outcomes(c, runs) },
		Settled: func(outcomes json.RawMessage) bool {
			var seen [][]json.RawMessage
			few := func(steps []json.RawMessage) bool { return len(steps) <= 6 }
			return json.Unmarshal(outcomes, &seen) == nil && !slices.ContainsFunc(seen, func(steps []json.RawMessage) bool { return !few(steps) })
		},
		Agree: func(c, upstream, engine json.RawMessage) bool {
			if !among(upstream, engine) {
				upstream = inTurn(c)
			}
			for runs := 16; !among(upstream, engine); runs *= 2 {
				more, err := outcomes(c, runs)
				if err != nil || runs > 10*1024 {
					return false
				}
				upstream, _ = json.Marshal(more)
			}
			return true
		},
	}
}

// inTurn is what upstream does where its maps happen to go through the nodes as they come: with many candidates, that one order
// is seldom met by chance. Nodes that are gone come last, in the order of their Pods.
func inTurn(c json.RawMessage) json.RawMessage {
	var s stepCase
	if json.Unmarshal(c, &s) != nil {
		return nil
	}
	daemon.First = s.order()
	daemon.InOrder = true
	defer func() { daemon.InOrder, daemon.First = false, nil }()
	steps, err := outcomes(c, 1)
	if err != nil {
		return nil
	}
	text, _ := json.Marshal(steps)
	return text
}

// among tells whether each of the engine's steps is one of those that upstream took at its time. What is asked for is
// never done, so no step hangs on the one before but by the back-offs, which are those of nodes.
func among(upstream, engine json.RawMessage) bool {
	var seen [][]json.RawMessage
	var ours []json.RawMessage
	if json.Unmarshal(upstream, &seen) != nil || json.Unmarshal(engine, &ours) != nil || len(seen) != len(ours) {
		return false
	}
	for at, step := range ours {
		if !slices.ContainsFunc(seen[at], func(outcome json.RawMessage) bool { return equal(outcome, step) }) {
			return false
		}
	}
	return true
}

func outcomes(c json.RawMessage, runs int) ([][]json.RawMessage, error) {
	var seen [][]string
	for range runs {
		steps, err := syncs(c)
		if err != nil {
			return nil, err
		}
		if seen == nil {
			seen = make([][]string, len(steps))
		}
		for at, step := range steps {
			text, err := json.Marshal(step)
			if err != nil {
				return nil, err
			}
			if !slices.Contains(seen[at], string(text)) {
				seen[at] = append(seen[at], string(text))
			}
		}
	}
	var all [][]json.RawMessage
	for _, texts := range seen {
		slices.Sort(texts)
		var steps []json.RawMessage
		for _, text := range texts {
			steps = append(steps, json.RawMessage(text))
		}
		all = append(all, steps)
	}
	return all, nil
}

func syncs(c json.RawMessage) ([]syncStep, error) {
	var s stepCase
	if err := json.Unmarshal(c, &s); err != nil {
		return nil, err
	}
	if s.DaemonSet == nil || s.DaemonSet.Namespace == "" || s.DaemonSet.UID == "" || s.Hash == "" || len(s.Times) == 0 {
		return nil, errors.New("no cluster holds this")
	}
	defaults.SetObjectDefaults_DaemonSet(s.DaemonSet)
	bench := daemon.NewBench(s.DaemonSet, s.Hash, s.Times[0])
	for _, node := range s.Nodes {
		_ = bench.Nodes.Add(node)
	}
	for _, pod := range s.Pods {
		if pod.Name == "" || pod.Namespace == "" || pod.UID == "" {
			return nil, errors.New("no cluster holds this")
		}
		_ = bench.Pods.Add(pod)
	}
	var steps []syncStep
	for _, now := range s.Times {
		bench.Clock.SetTime(now)
		step := syncStep{Create: []string{}, Delete: []string{}, Status: numbers(s.DaemonSet.Status)}
		if err := bench.Sync(); err != nil {
			step.Error = err.Error()
		}
		bench.Forget()
		for _, pod := range bench.Created {
			step.Create = append(step.Create, bench.Target(pod))
		}
		step.Delete = append(step.Delete, bench.Deleted...)
		if len(s.Nodes) > crowd {
			// Which of so many come first is anybody's guess.
			step.Create = []string{fmt.Sprintf("%d nodes", len(step.Create))}
		}
		if bench.Status != nil {
			step.Status = numbers(*bench.Status)
		}
		bench.SetDaemonSet(s.DaemonSet)
		steps = append(steps, step)
	}
	return steps, nil
}

// noon is when it is in every case.
var noon = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func generateStep(r *rand.Rand) any {
	ds := daemonSet(r)
	if chance(r, 0.5) {
		// Most clusters are plain; the verdicts have a subject of their own.
		ds.Spec.Template.Spec.Affinity, ds.Spec.Template.Spec.NodeSelector = nil, nil
	}
	ds.Generation = 1 + r.Int64N(3)
	strategy(r, ds)
	s := stepCase{DaemonSet: ds, Hash: "new", Nodes: nodes(r, 7), Times: []time.Time{noon}}
	if chance(r, 0.02) {
		// More than one burst.
		s.Nodes = nil
		for i := range 245 + r.IntN(12) {
			s.Nodes = append(s.Nodes, &v1.Node{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("n%d", i)}})
		}
		ds.Spec.Template.Spec = v1.PodSpec{Containers: ds.Spec.Template.Spec.Containers}
		return s
	}
	if chance(r, 0.2) {
		for range r.IntN(4) {
			last := s.Times[len(s.Times)-1]
			s.Times = append(s.Times, last.Add(time.Duration(r.IntN(4000))*time.Millisecond))
		}
	}
	for i := range r.IntN(len(s.Nodes)*2 + 2) {
		s.Pods = append(s.Pods, pod(r, ds, i))
	}
	return s
}

func strategy(r *rand.Rand, ds *apps.DaemonSet) {
	ds.Spec.MinReadySeconds = int32(one(r, []int{0, 0, 0, 5, 30}))
	if chance(r, 0.15) {
		ds.Spec.UpdateStrategy.Type = apps.OnDeleteDaemonSetStrategyType
		return
	}
	budget := func() *intstr.IntOrString {
		value := intstr.FromInt32(1 + r.Int32N(4))
		if chance(r, 0.5) {
			value = intstr.FromString(fmt.Sprintf("%d%%", 1+r.IntN(100)))
		}
		return &value
	}
	zero := intstr.FromInt32(0)
	rolling := &apps.RollingUpdateDaemonSet{MaxUnavailable: budget(), MaxSurge: &zero}
	if chance(r, 0.35) {
		rolling.MaxUnavailable, rolling.MaxSurge = &zero, budget()
	}
	ds.Spec.UpdateStrategy = apps.DaemonSetUpdateStrategy{Type: apps.RollingUpdateDaemonSetStrategyType, RollingUpdate: rolling}
}

// pod is of the DaemonSet, mostly, in any state.
func pod(r *rand.Rand, ds *apps.DaemonSet, number int) *v1.Pod {
	ago := func(most int) metav1.Time {
		return metav1.NewTime(noon.Add(-time.Duration(r.IntN(most)) * time.Second))
	}
	name := fmt.Sprintf("n%d", r.IntN(8))
	p := &v1.Pod{ObjectMeta: metav1.ObjectMeta{
		Name: fmt.Sprintf("agent-%d", number), Namespace: "default", UID: types.UID(fmt.Sprintf("pod-%d", number)),
		Labels:            map[string]string{"app": "agent", apps.ControllerRevisionHashLabelKey: one(r, []string{"new", "old", "older"})},
		CreationTimestamp: ago(300),
		OwnerReferences:   []metav1.OwnerReference{*metav1.NewControllerRef(ds, apps.SchemeGroupVersion.WithKind("DaemonSet"))},
	}}
	if chance(r, 0.85) {
		p.Spec.NodeName = name
	}
	p.Spec.Affinity = &v1.Affinity{NodeAffinity: &v1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: &v1.NodeSelector{
		NodeSelectorTerms: []v1.NodeSelectorTerm{{MatchFields: []v1.NodeSelectorRequirement{{Key: "metadata.name", Operator: "In", Values: []string{name}}}}},
	}}}
	if chance(r, 0.05) {
		p.Spec.Affinity = nil
	}
	if chance(r, 0.1) {
		p.Labels["pod-template-generation"] = fmt.Sprint(1 + r.IntN(3))
	}
	p.Status.Phase = one(r, []v1.PodPhase{"Running", "Running", "Running", "Running", "Pending", "Failed", "Succeeded"})
	if chance(r, 0.7) {
		p.Status.Conditions = []v1.PodCondition{{Type: v1.PodReady, Status: one(r, []v1.ConditionStatus{"True", "True", "True", "False"}), LastTransitionTime: ago(60)}}
	}
	if chance(r, 0.12) {
		deleted := ago(30)
		p.DeletionTimestamp = &deleted
	}
	switch r.IntN(20) {
	case 0:
		p.OwnerReferences = nil // to be adopted
	case 1:
		p.OwnerReferences[0].UID = "another"
	case 2:
		p.Labels["app"] = "released"
	case 3:
		p.OwnerReferences, p.Labels["app"] = nil, "another"
	}
	return p
}
