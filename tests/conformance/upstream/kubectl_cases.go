package main

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var kubectlNow = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

func randomKubectlCase(r *rand.Rand) any {
	c := kubectlCase{Now: metav1.NewTime(kubectlNow)}
	for i := range 1 + r.IntN(3) {
		c.DaemonSets = append(c.DaemonSets, randomDaemonSet(r, fmt.Sprint(anyOf(r, "a", "agent", "kube-proxy", "a-very-long-name-of-a-daemon-set"), i)))
	}
	for i := range r.IntN(6) {
		c.Pods = append(c.Pods, randomPod(r, i, c.DaemonSets[0].ObjectMeta, c.DaemonSets[0].Spec.Template.Labels))
	}
	if r.IntN(5) > 0 {
		c.Events = []corev1.Event{}
		for i := range r.IntN(5) {
			c.Events = append(c.Events, randomEvent(r, i, c.DaemonSets[0].Namespace))
		}
	}
	c.Node = randomNode(r)
	return c
}

func ptr[T any](value T) *T { return &value }

// maybe is a random value, or none.
func maybe[T any](r *rand.Rand, from ...T) *T {
	if r.IntN(2) == 0 {
		return nil
	}
	return ptr(anyOf(r, from...))
}

func randomTime(r *rand.Rand) time.Time {
	const day = 86_400
	age := anyOf(r, -3, -2, -1, 0, 1, 59, 119, 120, 121, 599, 600, 3599, 10_799, 10_800, 14_400, 28_799, 28_800, 2*day-1, 2*day, 2*day+3600, 8*day-1, 8*day, 100*day, 730*day-1, 730*day, 731*day, 8*365*day-1, 8*365*day, 20*365*day, r.IntN(700), r.IntN(3*day), r.IntN(3000*day))
	return kubectlNow.Add(-time.Duration(age) * time.Second)
}

func randomEvent(r *rand.Rand, i int, namespace string) corev1.Event {
	event := corev1.Event{
		ObjectMeta:          metav1.ObjectMeta{Name: fmt.Sprint("e", i), Namespace: namespace},
		Type:                anyOf(r, "Normal", "Warning"),
		Reason:              anyOf(r, "SuccessfulCreate", "FailedCreate", "X"),
		Message:             anyOf(r, "Created pod: a-b", " spaces \n", "two\nlines", "tab\there", "", "Error creating: \"x\" \x1b[0m"),
		Source:              corev1.EventSource{Component: anyOf(r, "daemonset-controller", "")},
		ReportingController: anyOf(r, "", "other"),
		Count:               anyOf(r, int32(0), 1, 2, 37),
	}
	event.InvolvedObject.FieldPath = anyOf(r, "", "", "", "spec.containers{a}")
	if r.IntN(6) > 0 {
		event.FirstTimestamp.Time = randomTime(r)
		event.LastTimestamp.Time = randomTime(r)
	}
	if r.IntN(4) == 0 {
		event.EventTime.Time = randomTime(r)
	}
	if r.IntN(6) == 0 {
		event.Series = &corev1.EventSeries{Count: int32(r.IntN(5)), LastObservedTime: metav1.NewMicroTime(randomTime(r))}
	}
	return event
}

func randomDaemonSet(r *rand.Rand, name string) appsv1.DaemonSet {
	daemonSet := appsv1.DaemonSet{ObjectMeta: metav1.ObjectMeta{
		Name: name, Namespace: "n", UID: "u", Generation: int64(r.IntN(4)), Labels: plainLabels(r, 3), Annotations: randomAnnotations(r),
	}}
	if r.IntN(20) > 0 {
		daemonSet.CreationTimestamp.Time = randomTime(r)
	}
	count := func() int32 { return anyOf(r, int32(0), 1, 2, 3, 10, 12345) }
	daemonSet.Status = appsv1.DaemonSetStatus{
		CurrentNumberScheduled: count(), NumberMisscheduled: count(), DesiredNumberScheduled: count(), NumberReady: count(), ObservedGeneration: int64(r.IntN(4)),
		UpdatedNumberScheduled: count(), NumberAvailable: count(), NumberUnavailable: count(),
	}
	daemonSet.Spec.UpdateStrategy.Type = anyOf(r, appsv1.RollingUpdateDaemonSetStrategyType, appsv1.RollingUpdateDaemonSetStrategyType, appsv1.OnDeleteDaemonSetStrategyType)
	template := &daemonSet.Spec.Template
	template.Labels = plainLabels(r, 3)
	template.Annotations = randomAnnotations(r)
	daemonSet.Spec.Selector = validSelector(r, template.Labels)
	randomPodSpec(r, &template.Spec)
	return daemonSet
}

func plainLabels(r *rand.Rand, most int) map[string]string {
	found := map[string]string{}
	for range r.IntN(most + 1) {
		found[anyOf(r, keysOfLabels...)] = anyOf(r, labelTexts...)
	}
	return found
}

// validSelector is a selector that the server admits and that mostly matches.
func validSelector(r *rand.Rand, own map[string]string) *metav1.LabelSelector {
	selector := &metav1.LabelSelector{MatchLabels: map[string]string{}}
	keys := make([]string, 0, len(own))
	for key := range own {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		switch r.IntN(4) {
		case 0:
			selector.MatchLabels[key] = own[key]
		case 1:
			selector.MatchExpressions = append(selector.MatchExpressions, metav1.LabelSelectorRequirement{Key: key, Operator: metav1.LabelSelectorOpIn, Values: []string{"zz", own[key]}})
		case 2:
			selector.MatchExpressions = append(selector.MatchExpressions, metav1.LabelSelectorRequirement{Key: key, Operator: metav1.LabelSelectorOpExists})
		}
	}
	if r.IntN(4) == 0 {
		selector.MatchExpressions = append(selector.MatchExpressions, metav1.LabelSelectorRequirement{Key: "other", Operator: metav1.LabelSelectorOpDoesNotExist},
			metav1.LabelSelectorRequirement{Key: anyOf(r, "tier", "z"), Operator: metav1.LabelSelectorOpNotIn, Values: []string{"q", "b"}})
	}
	return selector
}

func randomAnnotations(r *rand.Rand) map[string]string {
	found := map[string]string{}
	for range r.IntN(4) {
		found[anyOf(r, "a", "note", "example.com/long-name", corev1.LastAppliedConfigAnnotation, "é")] = anyOf(r,
			"", "1", "short", "line\n", "two\nlines", "two\nlines\n\n", strings.Repeat("long ", 40), strings.Repeat("é", 80), strings.Repeat("x", 137), strings.Repeat("x", 138), "x"+strings.Repeat("\U0001F600", 40), "tab\tin", "esc\x1b[1m", "cr\r\nlf", "a\fb")
	}
	return found
}

func randomPodSpec(r *rand.Rand, spec *corev1.PodSpec) {
	spec.ServiceAccountName = anyOf(r, "", "sa")
	spec.PriorityClassName = anyOf(r, "", "system-node-critical")
	spec.NodeSelector = plainLabels(r, 2)
	for i := range r.IntN(2) {
		spec.InitContainers = append(spec.InitContainers, randomContainer(r, fmt.Sprint("init", i)))
	}
	for i := range 1 + r.IntN(2) {
		spec.Containers = append(spec.Containers, randomContainer(r, fmt.Sprint("c", i)))
	}
	for i := range r.IntN(4) {
		spec.Volumes = append(spec.Volumes, corev1.Volume{Name: fmt.Sprint("v", i), VolumeSource: randomVolume(r)})
	}
	for range r.IntN(2) * r.IntN(3) {
		spec.TopologySpreadConstraints = append(spec.TopologySpreadConstraints, corev1.TopologySpreadConstraint{
			MaxSkew: int32(r.IntN(3)), TopologyKey: anyOf(r, "zone", "host", "a"), WhenUnsatisfiable: anyOf(r, corev1.DoNotSchedule, corev1.ScheduleAnyway),
			LabelSelector: anyOf(r, nil, &metav1.LabelSelector{}, validSelector(r, plainLabels(r, 2))),
		})
	}
	for range r.IntN(5) {
		spec.Tolerations = append(spec.Tolerations, corev1.Toleration{
			Key: anyOf(r, "", "a", "b", "node.kubernetes.io/x"), Operator: anyOf(r, corev1.TolerationOpExists, corev1.TolerationOpEqual, "", "Lt"),
			Value: anyOf(r, "", "", "v"), Effect: anyOf(r, corev1.TaintEffectNoSchedule, corev1.TaintEffectNoExecute, ""), TolerationSeconds: maybe(r, int64(0), 300, -1),
		})
	}
	if r.IntN(20) == 0 {
		spec.SchedulingGroup = &corev1.PodSchedulingGroup{PodGroupName: ptr("group")}
	}
}

func randomContainer(r *rand.Rand, name string) corev1.Container {
	container := corev1.Container{Name: name, Image: anyOf(r, "x", "registry.example/a/b:1.2", "a\nb", "sha256:é")}
	for range r.IntN(3) {
		container.Ports = append(container.Ports, corev1.ContainerPort{Name: anyOf(r, "", "web", "dns"), ContainerPort: anyOf(r, int32(80), 53, 8080), HostPort: anyOf(r, int32(0), 80), Protocol: anyOf(r, corev1.ProtocolTCP, corev1.ProtocolUDP)})
	}
	for range r.IntN(2) * r.IntN(4) {
		container.Command = append(container.Command, anyOf(r, "/bin/sh", "-c", "a\nb\n", "", "tab\tx", "\x1b"))
		container.Args = append(container.Args, anyOf(r, "--v=2", "multi\n  line", "é"))
	}
	container.Resources.Limits = randomResources(r)
	container.Resources.Requests = randomResources(r)
	if r.IntN(5) == 0 {
		container.SecurityContext = &corev1.SecurityContext{SeccompProfile: anyOf(r, nil, &corev1.SeccompProfile{Type: "RuntimeDefault"}, &corev1.SeccompProfile{Type: "Localhost", LocalhostProfile: ptr("p.json")})}
	}
	container.LivenessProbe = randomProbe(r)
	container.ReadinessProbe = randomProbe(r)
	container.StartupProbe = randomProbe(r)
	for range r.IntN(2) * r.IntN(3) {
		source := corev1.EnvFromSource{Prefix: anyOf(r, "", "P_")}
		switch r.IntN(5) {
		case 0:
		case 1, 2:
			source.ConfigMapRef = &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "cm"}, Optional: maybe(r, true, false)}
		default:
			source.SecretRef = &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "s"}, Optional: maybe(r, true, false)}
		}
		container.EnvFrom = append(container.EnvFrom, source)
	}
	for i := range r.IntN(2) * r.IntN(5) {
		container.Env = append(container.Env, randomVariable(r, fmt.Sprint(anyOf(r, "A", "LONGER_NAME", "B"), i)))
	}
	for i := range r.IntN(4) {
		container.VolumeMounts = append(container.VolumeMounts, corev1.VolumeMount{Name: fmt.Sprint("v", i), MountPath: fmt.Sprint(anyOf(r, "/a", "/var/lib/x", "/é"), i), ReadOnly: r.IntN(2) == 0, SubPath: anyOf(r, "", "", "sub/path", "q\"uote\té\u00a0")})
	}
	for i := range r.IntN(3) * r.IntN(2) {
		container.VolumeDevices = append(container.VolumeDevices, corev1.VolumeDevice{Name: fmt.Sprint("d", i), DevicePath: fmt.Sprint(anyOf(r, "/dev/x", "/dev/a"), i)})
	}
	return container
}

func randomResources(r *rand.Rand) corev1.ResourceList {
	found := corev1.ResourceList{}
	for range r.IntN(3) {
		found[anyOf(r, corev1.ResourceCPU, corev1.ResourceMemory, "ephemeral-storage", "hugepages-2Mi", "example.com/gpu")] = resource.MustParse(anyOf(r, "0", "1", "100m", "1500m", "128Mi", "1Gi", "0.5", "1e3", "1k", "2500M"))
	}
	return found
}

func randomVariable(r *rand.Rand, name string) corev1.EnvVar {
	variable := corev1.EnvVar{Name: name, Value: anyOf(r, "", "v", "two\nlines", "tab\tx")}
	reference := corev1.LocalObjectReference{Name: "ref"}
	source := &corev1.EnvVarSource{}
	switch r.IntN(7) {
	case 0:
		source.FieldRef = &corev1.ObjectFieldSelector{APIVersion: "v1", FieldPath: anyOf(r, "spec.nodeName", "metadata.labels['a']")}
	case 1, 2:
		source.ResourceFieldRef = &corev1.ResourceFieldSelector{
			Resource: anyOf(r, "limits.cpu", "requests.cpu", "limits.memory", "requests.memory", "limits.ephemeral-storage", "requests.hugepages-2Mi", "limits.example.com/gpu", "x"),
			Divisor:  resource.MustParse(anyOf(r, "0", "0", "1", "1m", "1Mi", "1k")),
		}
	case 3:
		source.SecretKeyRef = &corev1.SecretKeySelector{LocalObjectReference: reference, Key: "k", Optional: maybe(r, true, false)}
	case 4:
		source.ConfigMapKeyRef = &corev1.ConfigMapKeySelector{LocalObjectReference: reference, Key: "k", Optional: maybe(r, true, false)}
	default:
		return variable
	}
	variable.Value, variable.ValueFrom = "", source
	return variable
}

func randomProbe(r *rand.Rand) *corev1.Probe {
	if r.IntN(3) > 0 {
		return nil
	}
	probe := &corev1.Probe{InitialDelaySeconds: int32(r.IntN(9)), TimeoutSeconds: 1, PeriodSeconds: 10, SuccessThreshold: 1, FailureThreshold: int32(r.IntN(4))}
	port := anyOf(r, intstr.FromInt32(80), intstr.FromString("web"), intstr.FromInt32(0), intstr.FromString(""))
	host := anyOf(r, "", "", "127.0.0.1", "::1", "é", "a b%")
	switch r.IntN(6) {
	case 0:
		probe.Exec = &corev1.ExecAction{Command: anyOf(r, nil, []string{"cat", "/x y"}, []string{""})}
	case 1, 2:
		probe.HTTPGet = &corev1.HTTPGetAction{Scheme: anyOf(r, corev1.URISchemeHTTP, corev1.URISchemeHTTPS, ""), Host: host, Port: port, Path: anyOf(r, "", "/", "/healthz?a=b", "healthz", "/é!'()*[]", "*", "a:b", "//x", "/%41")}
	case 3:
		probe.TCPSocket = &corev1.TCPSocketAction{Host: host, Port: port}
	case 4:
		probe.GRPC = &corev1.GRPCAction{Port: 9, Service: ptr(anyOf(r, "", "svc"))}
	}
	return probe
}
