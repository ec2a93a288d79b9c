package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/klog/v2"
	defaults "k8s.io/kubernetes/pkg/apis/apps/v1"
	"k8s.io/kubernetes/pkg/controller/daemon"
	"sigs.k8s.io/yaml"
)

// rounds is how often each task is timed; its median counts.
const rounds = 5

// replacements is how many of a rollout's nodes are timed, since each costs the whole cluster.
const replacements = 40

// bench times upstream's code at what the engine is timed at in benches/peers.rs, and reading the DaemonSet and the nodes
// of two YAML files. It prints seconds.
func bench(manifest, nodes string) error {
	text, err := os.ReadFile(manifest)
	if err != nil {
		return err
	}
	ds := &apps.DaemonSet{}
	if err := yaml.Unmarshal(text, ds); err != nil {
		return err
	}
	ds.UID, ds.Generation = "ds-uid", 2
	one := intstr.FromInt32(1)
	ds.Spec.UpdateStrategy.RollingUpdate.MaxUnavailable = &one
	defaults.SetObjectDefaults_DaemonSet(ds)
	many := benchNodes(100_000)
	list, err := os.ReadFile(nodes)
	if err != nil {
		return err
	}
	idle := daemon.NewBench(ds, "new", noon)
	seconds := map[string]float64{
		"placement": median(func() error {
			for _, node := range many {
				daemon.NodeShouldRunDaemonPod(klog.Background(), node, ds)
			}
			return nil
		}),
		"status":  median(func() error { return idle.UpdateStatus(many) }),
		"rollout": benchRollout(ds),
		"yaml":    median(func() error { var tree any; return yaml.Unmarshal(list, &tree) }),
	}
	return json.NewEncoder(os.Stdout).Encode(seconds)
}

// benchRollout times the first nodes of a rollout over 5,000, and multiplies.
func benchRollout(ds *apps.DaemonSet) float64 {
	span := int64(1000)
	cl := &cluster{
		Bench: daemon.NewBench(ds, "new", noon), kubelets: map[string]kubelet{"*": {Ready: &span, Termination: &span}},
		waiting: map[string][]string{}, timeline: timeline{Nodes: map[string][]string{}}, most: replacements,
	}
	for _, node := range benchNodes(7_500) {
		_ = cl.Nodes.Add(node)
		if run, _ := daemon.NodeShouldRunDaemonPod(klog.Background(), node, ds); run {
			_ = cl.Pods.Add(oldPod(ds, node.Name))
		}
	}
	begin := time.Now()
	if err := cl.run(); err != nil {
		panic(err)
	}
	return time.Since(begin).Seconds() * 5000 / replacements
}

func benchNodes(count int) (nodes []*v1.Node) {
	for i := range count {
		name := fmt.Sprintf("node-%d", i)
		nodes = append(nodes, &v1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{
			"kubernetes.io/hostname": name, "kubernetes.io/os": "linux",
			"topology.kubernetes.io/zone": []string{"eu-1a", "eu-1b", "eu-1c"}[i%3],
		}}})
	}
	return nodes
}

func median(task func() error) float64 {
	var times []float64
	for range rounds {
		begin := time.Now()
		if err := task(); err != nil {
			panic(err)
		}
		times = append(times, time.Since(begin).Seconds())
	}
	slices.Sort(times)
	return times[rounds/2]
}
