package main

import (
	"encoding/json"
	"math/rand/v2"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

type placementCase struct {
	DaemonSet *apps.DaemonSet `json:"daemonSet"`
	Nodes     []*v1.Node      `json:"nodes"`
}

type verdict struct {
	ShouldRun             bool `json:"shouldRun"`
	ShouldContinueRunning bool `json:"shouldContinueRunning"`
}

// eligibility asks NodeShouldRunDaemonPod.
func eligibility() Subject {
	return Subject{
		Name: "eligibility", Recorded: 400,
		Generate: func(r *rand.Rand) any { return placementCase{daemonSet(r), nodes(r, 40)} },
		Answer: func(c json.RawMessage) (any, error) {
			var p placementCase
			if err := json.Unmarshal(c, &p); err != nil {
				return nil, err
			}
			verdicts := []verdict{}
			for _, node := range p.Nodes {
				run, keep := daemon.NodeShouldRunDaemonPod(klog.Background(), node, p.DaemonSet)
				verdicts = append(verdicts, verdict{run, keep})
			}
			return verdicts, nil
		},
		Weight: func(c json.RawMessage) int {
			var p struct{ Nodes []json.RawMessage }
			_ = json.Unmarshal(c, &p)
			return len(p.Nodes)
		},
	}
}
