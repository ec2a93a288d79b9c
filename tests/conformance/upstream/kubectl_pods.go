package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// randomPod is a Pod in one of the states that kubectl has words for, often one that no kubelet would report.
func randomPod(r *rand.Rand, i int, first metav1.ObjectMeta, labels map[string]string) corev1.Pod {
	pod := corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprint(anyOf(r, "p", "a-longer-name-"), i), Namespace: first.Namespace}}
	if r.IntN(6) > 0 {
		pod.Labels = labels
	}
	if r.IntN(6) > 0 {
		pod.OwnerReferences = append(pod.OwnerReferences, metav1.OwnerReference{UID: anyOf(r, types.UID("u"), "u", "v"), Controller: anyOf(r, ptr(true), ptr(true), ptr(false), nil)})
	}
	if r.IntN(20) > 0 {
		pod.CreationTimestamp.Time = randomTime(r)
	}
	if r.IntN(4) == 0 {
		pod.DeletionTimestamp = &metav1.Time{Time: randomTime(r)}
	}
	pod.Spec.NodeName = anyOf(r, "", "n1", "a-node.example.com")
	status := &pod.Status
	status.Phase = anyOf(r, corev1.PodRunning, corev1.PodRunning, corev1.PodPending, corev1.PodPending, corev1.PodSucceeded, corev1.PodFailed, corev1.PodUnknown, "")
	status.Reason = anyOf(r, "", "", "", "Evicted", "NodeLost", "OutOfcpu")
	status.NominatedNodeName = anyOf(r, "", "", "", "n2")
	for range r.IntN(3) {
		status.PodIPs = append(status.PodIPs, corev1.PodIP{IP: anyOf(r, "10.0.0.1", "fd00::1", "")})
	}
	kinds := []corev1.PodConditionType{corev1.PodReady, corev1.PodScheduled, corev1.PodInitialized, "example.com/gate"}
	for range r.IntN(4) {
		status.Conditions = append(status.Conditions, corev1.PodCondition{
			Type: one(r, kinds), Status: anyOf(r, corev1.ConditionTrue, corev1.ConditionFalse, corev1.ConditionUnknown), Reason: anyOf(r, "", "SchedulingGated", "Unschedulable"),
		})
	}
	for range r.IntN(2) * r.IntN(3) {
		pod.Spec.ReadinessGates = append(pod.Spec.ReadinessGates, corev1.PodReadinessGate{ConditionType: one(r, kinds)})
	}
	plain := r.IntN(3) > 0
	for i := range r.IntN(4) {
		name := fmt.Sprint("i", i)
		pod.Spec.InitContainers = append(pod.Spec.InitContainers, corev1.Container{Name: name, RestartPolicy: anyOf(r, nil, ptr(corev1.ContainerRestartPolicyAlways), ptr(corev1.ContainerRestartPolicyNever))})
		status.InitContainerStatuses = append(status.InitContainerStatuses, randomContainerStatus(r, name, plain))
	}
	for i := range 1 + r.IntN(3) {
		name := fmt.Sprint("c", i)
		pod.Spec.Containers = append(pod.Spec.Containers, corev1.Container{Name: name})
		if r.IntN(6) > 0 {
			status.ContainerStatuses = append(status.ContainerStatuses, randomContainerStatus(r, name, plain))
		}
	}
	return pod
}

func randomContainerStatus(r *rand.Rand, name string, plain bool) corev1.ContainerStatus {
	status := corev1.ContainerStatus{Name: anyOf(r, name, name, name, "other"), Ready: r.IntN(2) == 0, Started: maybe(r, true, false), RestartCount: anyOf(r, int32(0), 0, 1, 12)}
	ended := func() *corev1.ContainerStateTerminated {
		return &corev1.ContainerStateTerminated{
			ExitCode: anyOf(r, int32(0), 0, 0, 1, 137), Signal: anyOf(r, int32(0), 0, 9), Reason: anyOf(r, "", "Completed", "Completed", "Error", "OOMKilled"),
			FinishedAt: metav1.NewTime(anyOf(r, time.Time{}, randomTime(r), randomTime(r))),
		}
	}
	if r.IntN(2) == 0 {
		status.LastTerminationState.Terminated = ended()
	}
	kind := r.IntN(7)
	if plain {
		// As it is when all goes well, so that the later containers come into play.
		kind = anyOf(r, 2, 2, 3, 4, kind)
	}
	switch kind {
	case 0, 1:
		status.State.Waiting = &corev1.ContainerStateWaiting{Reason: anyOf(r, "", "ContainerCreating", "PodInitializing", "CrashLoopBackOff", "ImagePullBackOff")}
	case 2:
		status.State.Running = &corev1.ContainerStateRunning{}
	case 3, 4, 5:
		status.State.Terminated = ended()
	}
	return status
}

// randomNode is a Node with all that decides about its Pods.
func randomNode(r *rand.Rand) *corev1.Node {
	node := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: anyOf(r, "n", "a-node-with-a-long-name.example.com"), Labels: plainLabels(r, 4), Annotations: plainLabels(r, 2)}}
	for range r.IntN(3) {
		node.Labels[anyOf(r, "node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/worker", "node-role.kubernetes.io/", "kubernetes.io/role")] = anyOf(r, "", "infra", "worker")
	}
	node.CreationTimestamp.Time = kubectlNow
	node.Spec.Unschedulable = r.IntN(3) == 0
	for range r.IntN(4) {
		// Upstream's sort leaves open which of two equal ones comes first, among more than twelve.
		node.Spec.Taints = append(node.Spec.Taints, corev1.Taint{Key: one(r, taints), Value: anyOf(r, "", "v"), Effect: anyOf(r, corev1.TaintEffectNoSchedule, corev1.TaintEffectNoExecute, corev1.TaintEffectPreferNoSchedule, "")})
	}
	return node
}
