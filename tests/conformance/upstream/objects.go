package main

import (
	"fmt"
	"math/rand/v2"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Few words, so that what is asked for is often there.
var (
	keys   = []string{"disk", "zone", "gpu", "kubernetes.io/os", "node-role.kubernetes.io/control-plane", "example.com/a.b_c-d", "n"}
	values = []string{"", "ssd", "a", "b", "linux", "10", "9", "010", "9223372036854775807", "9223372036854775808", "1.5", "true"}
	// Numbers that only Gt and Lt may be compared with.
	numberlike = append([]string{"0x10", "1e3", "1_0", "0b1", "00", "99999999999999999999"}, values...)
	effects    = []v1.TaintEffect{v1.TaintEffectNoSchedule, v1.TaintEffectNoExecute, v1.TaintEffectPreferNoSchedule}
	taints     = append([]string{
		"dedicated", v1.TaintNodeNotReady, v1.TaintNodeUnreachable, v1.TaintNodeDiskPressure, v1.TaintNodeMemoryPressure,
		v1.TaintNodePIDPressure, v1.TaintNodeUnschedulable, v1.TaintNodeNetworkUnavailable, "node.cloudprovider.kubernetes.io/uninitialized",
	}, keys...)
)

func one[T any](r *rand.Rand, of []T) T    { return of[r.IntN(len(of))] }
func chance(r *rand.Rand, of float64) bool { return r.Float64() < of }

func some[T any](r *rand.Rand, most int, make func() T) []T {
	var list []T
	for range r.IntN(most + 1) {
		list = append(list, make())
	}
	return list
}

func labels(r *rand.Rand) map[string]string {
	set := map[string]string{}
	for range r.IntN(5) {
		set[one(r, keys)] = one(r, values)
	}
	return set
}

func node(r *rand.Rand, name string) *v1.Node {
	n := &v1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels(r)}}
	n.Spec.Unschedulable = chance(r, 0.1)
	seen := map[string]bool{}
	for range r.IntN(4) {
		taint := v1.Taint{Key: one(r, taints), Value: one(r, values[:5]), Effect: one(r, effects)}
		if key := taint.Key + string(taint.Effect); !seen[key] && chance(r, 0.6) {
			seen[key] = true
			n.Spec.Taints = append(n.Spec.Taints, taint)
		}
	}
	return n
}

func nodes(r *rand.Rand, most int) []*v1.Node {
	var list []*v1.Node
	for i := range r.IntN(most + 1) {
		list = append(list, node(r, fmt.Sprintf("n%d", i)))
	}
	return list
}

func toleration(r *rand.Rand) v1.Toleration {
	t := v1.Toleration{Key: one(r, taints), Operator: v1.TolerationOpEqual, Value: one(r, values[:5]), Effect: one(r, effects)}
	switch r.IntN(6) {
	case 0:
		t.Operator, t.Value = v1.TolerationOpExists, ""
	case 1:
		t = v1.Toleration{Operator: v1.TolerationOpExists, Effect: t.Effect}
	case 2:
		t.Operator, t.Effect = "", ""
	case 3:
		t.Effect = ""
	}
	if t.Effect == v1.TaintEffectNoExecute && chance(r, 0.3) {
		seconds := r.Int64N(100) - 10
		t.TolerationSeconds = &seconds
	}
	return t
}

func requirement(r *rand.Rand) v1.NodeSelectorRequirement {
	q := v1.NodeSelectorRequirement{Key: one(r, keys)}
	switch q.Operator = one(r, []v1.NodeSelectorOperator{"In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"}); q.Operator {
	case "In", "NotIn":
		q.Values = append(some(r, 2, func() string { return one(r, values) }), one(r, values))
	case "Gt", "Lt":
		q.Values = []string{one(r, numberlike)}
	}
	return q
}

func term(r *rand.Rand) v1.NodeSelectorTerm {
	t := v1.NodeSelectorTerm{MatchExpressions: some(r, 3, func() v1.NodeSelectorRequirement { return requirement(r) })}
	if chance(r, 0.25) {
		t.MatchFields = []v1.NodeSelectorRequirement{{
			Key: "metadata.name", Operator: one(r, []v1.NodeSelectorOperator{"In", "NotIn"}), Values: []string{fmt.Sprintf("n%d", r.IntN(6))},
		}}
	}
	return t
}

// daemonSet is one that the API server accepts.
func daemonSet(r *rand.Rand) *apps.DaemonSet {
	app := map[string]string{"app": "agent"}
	ds := &apps.DaemonSet{
		TypeMeta:   metav1.TypeMeta{APIVersion: "apps/v1", Kind: "DaemonSet"},
		ObjectMeta: metav1.ObjectMeta{Name: "agent", Namespace: "default", UID: "ds-uid", Generation: 2},
	}
	ds.Spec.Selector = &metav1.LabelSelector{MatchLabels: app}
	ds.Spec.Template.Labels = app
	spec := &ds.Spec.Template.Spec
	spec.Containers = []v1.Container{{Name: "c", Image: "busybox:1"}}
	spec.HostNetwork = chance(r, 0.2)
	if chance(r, 0.3) {
		spec.NodeSelector = map[string]string{one(r, keys): one(r, values[:8])}
	}
	if chance(r, 0.05) {
		spec.NodeName = fmt.Sprintf("n%d", r.IntN(6))
	}
	if chance(r, 0.6) {
		spec.Tolerations = some(r, 4, func() v1.Toleration { return toleration(r) })
	}
	if chance(r, 0.6) {
		affinity := &v1.NodeAffinity{}
		if chance(r, 0.85) {
			terms := append(some(r, 2, func() v1.NodeSelectorTerm { return term(r) }), term(r))
			affinity.RequiredDuringSchedulingIgnoredDuringExecution = &v1.NodeSelector{NodeSelectorTerms: terms}
		}
		spec.Affinity = &v1.Affinity{NodeAffinity: affinity}
	}
	if chance(r, 0.2) {
		spec.Containers[0].Resources.Requests = v1.ResourceList{v1.ResourceCPU: resource.MustParse("100m")}
	}
	return ds
}
