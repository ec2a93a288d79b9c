package main

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"
	defaults "k8s.io/kubernetes/pkg/apis/apps/v1"
	"k8s.io/kubernetes/pkg/controller/daemon"
	daemonutil "k8s.io/kubernetes/pkg/controller/daemon/util"
)

// patience is how old a Pod may be and yet be taken for one that is only slow.
const patience = time.Minute

type resumeCase struct {
	stepCase
	Kubelets map[string]kubelet `json:"kubelets"` // "*" is every other
}

// resume turns the clock for upstream's whole controller from a cluster in any state: every status that is written. What the
// kubelets are about to do with the Pods that are there is the engine's assumption, repeated here.
func resume() Subject {
	return Subject{Name: "resume", Recorded: 500, Generate: generateResume, Answer: runResume}
}

func generateResume(r *rand.Rand) any {
	milliseconds := func(most int64) *int64 { span := r.Int64N(most); return &span }
	c := resumeCase{Kubelets: map[string]kubelet{"*": {Ready: milliseconds(20_000), Termination: milliseconds(10_000)}}}
	c.stepCase = generateStep(r).(stepCase)
	c.Times = c.Times[:1]
	c.DaemonSet.Spec.Template.Spec.NodeName = "" // the scheduler of the model has to bind the Pods
	c.Pods = slices.DeleteFunc(c.Pods, func(pod *v1.Pod) bool { return !c.owns(pod) })
	// Of several Pods of a node that have ended upstream takes any first, so there is one at most.
	ended := map[string]bool{}
	c.Pods = slices.DeleteFunc(c.Pods, func(pod *v1.Pod) bool {
		node, _ := daemonutil.GetTargetNodeName(pod)
		again := podutil.IsPodTerminal(pod) && ended[node]
		ended[node] = ended[node] || podutil.IsPodTerminal(pod)
		return again
	})
	for _, pod := range c.Pods {
		// Of two Pods created at once the name decides which is the older, and names are made up.
		pod.CreationTimestamp.Time = pod.CreationTimestamp.Add(-time.Second)
		switch {
		case pod.Spec.NodeName == "":
			pod.DeletionTimestamp = nil // there is no such Pod: it is gone at once
		case pod.DeletionTimestamp != nil && chance(r, 0.6):
			later := pod.DeletionTimestamp.Add(time.Minute)
			pod.DeletionTimestamp.Time = later
		}
		if len(c.Nodes) > 0 && chance(r, 0.1) {
			c.Kubelets[one(r, c.Nodes).Name] = kubelet{Ready: milliseconds(60_000), Fate: one(r, []string{"", "neverReady", "unreachable"})}
		}
	}
	return c
}

func runResume(text json.RawMessage) (any, error) {
	var c resumeCase
	if err := json.Unmarshal(text, &c); err != nil {
		return nil, err
	}
	if c.DaemonSet == nil || c.DaemonSet.Namespace == "" || c.DaemonSet.UID == "" || c.Hash == "" || len(c.Times) == 0 || c.DaemonSet.Spec.Template.Spec.NodeName != "" || !c.Times[0].Equal(noon) || c.Kubelets["*"].Ready == nil || c.Kubelets["*"].Termination == nil {
		return nil, errors.New("no cluster holds this")
	}
	defaults.SetObjectDefaults_DaemonSet(c.DaemonSet)
	daemon.InOrder, daemon.First = true, c.order()
	defer func() { daemon.InOrder, daemon.First = false, nil }()
	cl := &cluster{
		Bench: daemon.NewBench(c.DaemonSet, c.Hash, noon), kubelets: c.Kubelets, waiting: map[string][]string{}, absent: map[string]time.Time{},
		held: map[string]bool{}, timeline: timeline{Nodes: map[string][]string{}, Statuses: []moment{}}, forgiving: true,
	}
	for _, node := range c.Nodes {
		_ = cl.Nodes.Add(node)
	}
	for _, pod := range c.Pods {
		if pod.Name == "" || pod.Namespace == "" || pod.UID == "" || pod.CreationTimestamp.IsZero() || !pod.CreationTimestamp.Time.Before(noon) || !c.owns(pod) {
			return nil, errors.New("no cluster holds this")
		}
		_ = cl.Pods.Add(pod)
	}
	for _, pod := range c.Pods {
		if err := cl.takeUp(pod, c); err != nil {
			return nil, err
		}
	}
	if err := cl.runUntil(noon.Add(time.Hour)); err != nil {
		return nil, err
	}
	return map[string]any{"statuses": cl.timeline.Statuses}, nil
}

// owns tells whether a Pod is the DaemonSet's and stays so. Adopting Pods and letting them go is what a step does; the bench does not
// carry it out. One that has ended and is being deleted is gone at once.
func (s stepCase) owns(pod *v1.Pod) bool {
	owner := metav1.GetControllerOf(pod)
	return !(podutil.IsPodTerminal(pod) && pod.DeletionTimestamp != nil) && owner != nil && owner.UID == s.DaemonSet.UID && pod.Labels["app"] == "agent"
}

// order is the order of the nodes, those that are gone last, in that of their Pods.
func (s stepCase) order() (names []string) {
	for _, node := range s.Nodes {
		names = append(names, node.Name)
	}
	pods := slices.Clone(s.Pods)
	slices.SortFunc(pods, func(one, other *v1.Pod) int { return strings.Compare(one.Name, other.Name) })
	for _, pod := range pods {
		if node, err := daemonutil.GetTargetNodeName(pod); err == nil {
			names = append(names, node)
		}
	}
	return names
}

// takeUp lets the kubelet of a Pod that is there go on with it.
func (cl *cluster) takeUp(pod *v1.Pod, c resumeCase) error {
	node, err := daemonutil.GetTargetNodeName(pod)
	if err != nil {
		return nil // the controller does not see it
	}
	if _, exists, _ := cl.Nodes.GetByKey(node); !exists && cl.absent[node].IsZero() {
		cl.absent[node] = noon
		cl.after(quarantine, func() { cl.collect(node) })
	}
	generation, err := daemonutil.GetTemplateGeneration(c.DaemonSet)
	if err != nil {
		generation = nil
	}
	young := noon.Sub(pod.CreationTimestamp.Time) <= patience
	ended := podutil.IsPodTerminal(pod)
	switch {
	case pod.DeletionTimestamp != nil && ended: // the controller does not see it
	case pod.DeletionTimestamp != nil:
		if !pod.DeletionTimestamp.Time.Before(noon) {
			cl.end(pod.Name, node)
		}
	case pod.Spec.NodeName == "":
		cl.waiting[node] = append(cl.waiting[node], pod.Name)
		cl.held[pod.Name] = !young
		cl.schedule(node)
	case !ended && young && daemonutil.IsPodUpdated(pod, c.Hash, generation) && !podutil.IsPodReady(pod):
		if wait, ever := cl.span(node, "neverReady", func(k kubelet) *int64 { return k.Ready }); ever {
			cl.after(max(0, pod.CreationTimestamp.Add(wait).Sub(noon)), func() { cl.becomeReady(pod.Name, node) })
		}
	}
	return nil
}
