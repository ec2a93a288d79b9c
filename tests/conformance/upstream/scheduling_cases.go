package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Few words, so that Pods get into each other's way.
var (
	apps4      = []string{"web", "db", "agent", "cache"}
	namespaces = []string{"default", "default", "default", "other"}
	topologies = []string{"zone", "zone", "rack", v1.LabelHostname}
	addresses  = []string{"", "", "0.0.0.0", "127.0.0.1", "10.0.0.1", "::"}
)

func amounts(r *rand.Rand, often float64) v1.ResourceList {
	list := v1.ResourceList{}
	put := func(name v1.ResourceName, of ...string) {
		if chance(r, often) {
			list[name] = resource.MustParse(one(r, of))
		}
	}
	put(v1.ResourceCPU, "0", "100m", "250m", "500m", "1", "1500m")
	put(v1.ResourceMemory, "0", "128Mi", "256M", "512Mi", "1Gi", "1.5Gi", "3000000000")
	if chance(r, 0.3) {
		put(v1.ResourceEphemeralStorage, "1Gi", "5G", "20Gi")
	}
	if chance(r, 0.25) {
		put("example.com/gpu", "0", "1", "2")
	}
	if chance(r, 0.1) {
		put("hugepages-2Mi", "2Mi", "4Mi", "10Mi")
	}
	return list
}

func requirements(r *rand.Rand) v1.ResourceRequirements {
	needs := v1.ResourceRequirements{Requests: amounts(r, 0.5)}
	if chance(r, 0.25) {
		needs.Limits = amounts(r, 0.4)
	}
	return needs
}

func openPorts(r *rand.Rand) []v1.ContainerPort {
	if !chance(r, 0.3) {
		return nil
	}
	return some(r, 2, func() v1.ContainerPort {
		port := v1.ContainerPort{ContainerPort: one(r, []int32{80, 8080, 443}), HostIP: one(r, addresses)}
		port.Protocol = one(r, []v1.Protocol{"", v1.ProtocolTCP, v1.ProtocolTCP, v1.ProtocolUDP})
		if chance(r, 0.7) {
			port.HostPort = port.ContainerPort
		}
		return port
	})
}

func workload(r *rand.Rand, spec *v1.PodSpec) {
	container := func() v1.Container {
		return v1.Container{Name: fmt.Sprintf("c%d", r.IntN(1000000)), Image: "a:1", Resources: requirements(r), Ports: openPorts(r)}
	}
	spec.Containers = append(some(r, 1, container), container())
	if chance(r, 0.25) {
		spec.InitContainers = some(r, 3, func() v1.Container {
			c := container()
			if chance(r, 0.5) {
				always := v1.ContainerRestartPolicyAlways
				c.RestartPolicy = &always
			}
			return c
		})
	}
	spec.HostNetwork = chance(r, 0.1)
	if spec.HostNetwork {
		for _, list := range [][]v1.Container{spec.Containers, spec.InitContainers} {
			for i := range list {
				for j := range list[i].Ports {
					list[i].Ports[j].HostPort = list[i].Ports[j].ContainerPort
				}
			}
		}
	}
	if chance(r, 0.1) {
		spec.Overhead = v1.ResourceList{v1.ResourceCPU: resource.MustParse("50m"), v1.ResourceMemory: resource.MustParse("64Mi")}
	}
	if chance(r, 0.1) {
		needs := requirements(r)
		delete(needs.Requests, "example.com/gpu")
		delete(needs.Limits, "example.com/gpu")
		delete(needs.Requests, v1.ResourceEphemeralStorage)
		delete(needs.Limits, v1.ResourceEphemeralStorage)
		spec.Resources = &needs
	}
	spec.PriorityClassName = one(r, []string{"", "", "low", "high", "system-node-critical"})
	if chance(r, 0.1) {
		spec.Volumes = []v1.Volume{disk(r)}
	}
}

func disk(r *rand.Rand) v1.Volume {
	volume, id, readOnly := v1.Volume{Name: "disk"}, one(r, []string{"a", "b"}), chance(r, 0.4)
	switch r.IntN(4) {
	case 0:
		volume.GCEPersistentDisk = &v1.GCEPersistentDiskVolumeSource{PDName: id, ReadOnly: readOnly}
	case 1:
		volume.AWSElasticBlockStore = &v1.AWSElasticBlockStoreVolumeSource{VolumeID: id, ReadOnly: readOnly}
	case 2:
		volume.ISCSI = &v1.ISCSIVolumeSource{TargetPortal: "10.0.0.1", IQN: id, ReadOnly: readOnly}
	default:
		monitors := []string{one(r, []string{"m1", "m2"}), one(r, []string{"m2", "m3"})}
		volume.RBD = &v1.RBDVolumeSource{CephMonitors: monitors, RBDImage: id, RBDPool: one(r, []string{"", "rbd", "p"}), ReadOnly: readOnly}
	}
	return volume
}

func podSelector(r *rand.Rand) *metav1.LabelSelector {
	switch r.IntN(8) {
	case 0:
		return nil
	case 1:
		return &metav1.LabelSelector{}
	case 2:
		return &metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{
			{Key: "app", Operator: one(r, []metav1.LabelSelectorOperator{"In", "NotIn"}), Values: []string{one(r, apps4), one(r, apps4)}},
		}}
	case 3:
		return &metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{
			{Key: "tier", Operator: one(r, []metav1.LabelSelectorOperator{"Exists", "DoesNotExist"})},
		}}
	}
	return &metav1.LabelSelector{MatchLabels: map[string]string{"app": one(r, apps4)}}
}

func nearness(r *rand.Rand) v1.PodAffinityTerm {
	t := v1.PodAffinityTerm{TopologyKey: one(r, topologies), LabelSelector: podSelector(r)}
	if chance(r, 0.2) {
		t.Namespaces = []string{one(r, namespaces)}
	}
	if chance(r, 0.15) {
		t.NamespaceSelector = &metav1.LabelSelector{}
		if chance(r, 0.5) {
			t.NamespaceSelector.MatchLabels = map[string]string{v1.LabelMetadataName: one(r, namespaces)}
		}
	}
	if t.LabelSelector != nil && chance(r, 0.15) {
		t.MatchLabelKeys = []string{one(r, []string{"tier", "controller-revision-hash"})}
	} else if t.LabelSelector != nil && chance(r, 0.1) {
		t.MismatchLabelKeys = []string{"tier"}
	}
	return t
}

func company(r *rand.Rand, near, far float64) *v1.Affinity {
	affinity := &v1.Affinity{}
	if chance(r, near) {
		affinity.PodAffinity = &v1.PodAffinity{RequiredDuringSchedulingIgnoredDuringExecution: append(some(r, 1, func() v1.PodAffinityTerm { return nearness(r) }), nearness(r))}
	}
	if chance(r, far) {
		affinity.PodAntiAffinity = &v1.PodAntiAffinity{RequiredDuringSchedulingIgnoredDuringExecution: append(some(r, 1, func() v1.PodAffinityTerm { return nearness(r) }), nearness(r))}
	}
	if affinity.PodAffinity == nil && affinity.PodAntiAffinity == nil {
		return nil
	}
	return affinity
}

func antiAffinity(p *v1.Pod) []*v1.PodAffinityTerm {
	var terms []*v1.PodAffinityTerm
	if p.Spec.Affinity != nil && p.Spec.Affinity.PodAntiAffinity != nil {
		list := p.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution
		for i := range list {
			terms = append(terms, &list[i])
		}
	}
	return terms
}

func spreading(r *rand.Rand) v1.TopologySpreadConstraint {
	c := v1.TopologySpreadConstraint{
		MaxSkew: 1 + r.Int32N(2), TopologyKey: one(r, topologies), LabelSelector: podSelector(r),
		WhenUnsatisfiable: one(r, []v1.UnsatisfiableConstraintAction{v1.DoNotSchedule, v1.DoNotSchedule, v1.ScheduleAnyway}),
	}
	policies := []v1.NodeInclusionPolicy{v1.NodeInclusionPolicyHonor, v1.NodeInclusionPolicyIgnore, v1.NodeInclusionPolicyIgnore}
	if chance(r, 0.7) {
		policy := one(r, policies)
		c.NodeAffinityPolicy = &policy
	}
	if chance(r, 0.5) {
		policy := one(r, policies)
		c.NodeTaintsPolicy = &policy
	}
	if c.WhenUnsatisfiable == v1.DoNotSchedule && chance(r, 0.3) {
		least := 1 + r.Int32N(4)
		c.MinDomains = &least
	}
	if c.LabelSelector != nil && chance(r, 0.15) {
		c.MatchLabelKeys = []string{one(r, []string{"tier", "controller-revision-hash"})}
	}
	return c
}

func machine(r *rand.Rand, name string) *v1.Node {
	n := &v1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{v1.LabelHostname: name}}}
	if chance(r, 0.05) {
		delete(n.Labels, v1.LabelHostname)
	}
	for _, key := range []string{"zone", "rack"} {
		if chance(r, 0.85) {
			n.Labels[key] = one(r, []string{"a", "b"})
		}
	}
	n.Spec.Unschedulable = chance(r, 0.1)
	if chance(r, 0.15) {
		n.Spec.Taints = []v1.Taint{{Key: one(r, taints), Effect: one(r, effects)}}
	}
	n.Status.Allocatable = v1.ResourceList{}
	put := func(often float64, name v1.ResourceName, of ...string) {
		if chance(r, often) {
			n.Status.Allocatable[name] = resource.MustParse(one(r, of))
		}
	}
	put(0.97, v1.ResourceCPU, "250m", "1", "2", "4")
	put(0.97, v1.ResourceMemory, "512Mi", "1Gi", "2Gi", "4000000Ki")
	put(0.97, v1.ResourcePods, "0", "1", "2", "3", "5", "110")
	put(0.8, v1.ResourceEphemeralStorage, "10Gi", "100Gi")
	put(0.4, "example.com/gpu", "1", "2", "4")
	put(0.3, "hugepages-2Mi", "4Mi", "10Mi")
	return n
}

func tenant(r *rand.Rand, number, nodes int) *v1.Pod {
	name := fmt.Sprintf("p%d", number)
	p := &v1.Pod{ObjectMeta: metav1.ObjectMeta{
		Name: name, Namespace: one(r, namespaces), UID: types.UID(name), Labels: map[string]string{"app": one(r, apps4)},
	}}
	if chance(r, 0.3) {
		p.Labels["tier"] = one(r, []string{"1", "2"})
	}
	workload(r, &p.Spec)
	p.Spec.NodeName = fmt.Sprintf("n%d", r.IntN(nodes))
	p.Spec.Affinity = company(r, 0.02, 0.12)
	p.Status.Phase = one(r, []v1.PodPhase{"", "Running", "Running", "Running", "Running", "Running", "Succeeded"})
	if chance(r, 0.9) {
		// No two at the same time: which of those goes first is anybody's guess.
		started := metav1.NewTime(noon.Add(-time.Duration(number*100+r.IntN(100)) * time.Second))
		if chance(r, 0.5) {
			started = metav1.NewTime(noon.Add(time.Duration(number*100+r.IntN(100)-10000) * time.Second))
		}
		p.Status.StartTime = &started
	}
	if chance(r, 0.1) {
		deleted := metav1.NewTime(noon)
		p.DeletionTimestamp = &deleted
	}
	if chance(r, 0.06) {
		p.Status.NominatedNodeName, p.Spec.NodeName, p.Status.Phase = p.Spec.NodeName, "", v1.PodPending
	}
	if chance(r, 0.05) {
		resized(r, p)
	}
	return p
}

// resized has a Pod's resources be changed in place.
func resized(r *rand.Rand, p *v1.Pod) {
	for _, c := range p.Spec.Containers {
		status := v1.ContainerStatus{Name: c.Name}
		if chance(r, 0.7) {
			status.AllocatedResources = amounts(r, 0.8)
		}
		if chance(r, 0.7) {
			status.Resources = &v1.ResourceRequirements{Requests: amounts(r, 0.8)}
		}
		p.Status.ContainerStatuses = append(p.Status.ContainerStatuses, status)
	}
	if chance(r, 0.5) {
		p.Status.Conditions = []v1.PodCondition{{Type: v1.PodResizePending, Status: v1.ConditionTrue, Reason: one(r, []string{v1.PodReasonDeferred, v1.PodReasonInfeasible})}}
	}
	if chance(r, 0.4) {
		p.Status.AllocatedResources = amounts(r, 0.8)
		p.Status.Resources = &v1.ResourceRequirements{Requests: amounts(r, 0.8)}
	}
}

// generateCluster makes a cluster whose DaemonSet the API server takes.
func generateCluster(r *rand.Rand) any {
	for {
		c := anyCluster(r)
		text, err := json.Marshal(c.DaemonSet)
		if err != nil {
			continue
		}
		if set, err := decodeStrictly(text); err == nil && create(set) == nil {
			return c
		}
	}
}

func anyCluster(r *rand.Rand) clusterCase {
	never := v1.PreemptNever
	c := clusterCase{Classes: []*schedulingv1.PriorityClass{
		{ObjectMeta: metav1.ObjectMeta{Name: "low"}, Value: 10}, {ObjectMeta: metav1.ObjectMeta{Name: "high"}, Value: 1000},
		{ObjectMeta: metav1.ObjectMeta{Name: "meek"}, Value: 1000, PreemptionPolicy: &never},
	}}
	c.DaemonSet = &apps.DaemonSet{
		TypeMeta:   metav1.TypeMeta{APIVersion: "apps/v1", Kind: "DaemonSet"},
		ObjectMeta: metav1.ObjectMeta{Name: "agent", Namespace: one(r, namespaces), Generation: 1},
	}
	ds := &c.DaemonSet.Spec
	ds.Selector = &metav1.LabelSelector{MatchLabels: map[string]string{"app": "agent"}}
	ds.Template.Labels = map[string]string{"app": "agent"}
	if chance(r, 0.3) {
		ds.Template.Labels["tier"] = one(r, []string{"1", "2"})
	}
	spec := &ds.Template.Spec
	workload(r, spec)
	if chance(r, 0.05) {
		spec.PriorityClassName = "meek"
	}
	spec.Affinity = company(r, 0.1, 0.15)
	nodes := 1 + r.IntN(7)
	stored := chance(r, 0.3)
	if stored {
		c.Storage = storage(r, nodes, c.DaemonSet.Namespace)
		spec.Volumes = append(spec.Volumes, ownVolume(r), ownVolume(r))
		unlike(spec)
	}
	if chance(r, 0.2) {
		spec.TopologySpreadConstraints = append(some(r, 1, func() v1.TopologySpreadConstraint { return spreading(r) }), spreading(r))
		seen := map[string]bool{}
		for i, constraint := range spec.TopologySpreadConstraints {
			if seen[constraint.TopologyKey] {
				spec.TopologySpreadConstraints = spec.TopologySpreadConstraints[:i]
				break
			}
			seen[constraint.TopologyKey] = true
		}
	}
	if chance(r, 0.1) {
		spec.NodeSelector = map[string]string{"zone": one(r, []string{"a", "b"})}
	}
	if chance(r, 0.2) {
		spec.Tolerations = []v1.Toleration{toleration(r)}
	}
	if chance(r, 0.02) {
		spec.SchedulingGates = []v1.PodSchedulingGate{{Name: "example.com/a"}, {Name: "b"}}
	}
	for i := range nodes {
		c.Nodes = append(c.Nodes, machine(r, fmt.Sprintf("n%d", i)))
	}
	for i := range r.IntN(nodes*3 + 1) {
		tenant := tenant(r, i, nodes)
		if stored {
			c.Storage.furnish(r, tenant)
		}
		pod, err := asStored(tenant)
		if err != nil {
			continue
		}
		// They are worked into the selectors by now.
		for _, term := range antiAffinity(pod) {
			term.MatchLabelKeys, term.MismatchLabelKeys = nil, nil
		}
		c.Pods = append(c.Pods, pod)
	}
	return c
}
