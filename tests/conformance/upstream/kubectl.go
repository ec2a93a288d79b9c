package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	cliprinters "k8s.io/cli-runtime/pkg/printers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/kubectl/pkg/describe"
	"k8s.io/kubectl/pkg/polymorphichelpers"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/printers"
	printersinternal "k8s.io/kubernetes/pkg/printers/internalversion"
)

// kubectlCase is what the API server returns: some DaemonSets, and the Pods and events of the first; null events are not shown. And a Node.
type kubectlCase struct {
	Now        metav1.Time        `json:"now"`
	DaemonSets []appsv1.DaemonSet `json:"daemonSets"`
	Pods       []corev1.Pod       `json:"pods"`
	Events     []corev1.Event     `json:"events"`
	Node       *corev1.Node       `json:"node"`
}

// kubectlSubject compares the text of `kubectl get ds` and `kubectl get pods`, the same with `-o wide`, `kubectl describe ds`, a part of `kubectl describe node`,
// and `kubectl rollout status ds`.
func kubectlSubject() Subject {
	return Subject{
		Name:     "kubectl",
		Generate: randomKubectlCase,
		Recorded: 60,
		Answer: func(raw json.RawMessage) (any, error) {
			var c kubectlCase
			if err := json.Unmarshal(raw, &c); err != nil {
				return nil, err
			}
			var untyped struct {
				DaemonSets []map[string]any `json:"daemonSets"`
			}
			if err := json.Unmarshal(raw, &untyped); err != nil {
				return nil, err
			}
			answer := map[string]any{"rollout": rolloutStatus(untyped.DaemonSets[0])}
			c.moveToTheClock()
			var err error
			daemonSets := &appsv1.DaemonSetList{Items: c.DaemonSets}
			if answer["get"], err = table(daemonSets, &apps.DaemonSetList{}, false); err != nil {
				return nil, err
			}
			if answer["wide"], err = table(daemonSets, &apps.DaemonSetList{}, true); err != nil {
				return nil, err
			}
			pods := &corev1.PodList{Items: c.Pods}
			if answer["pods"], err = table(pods, &core.PodList{}, false); err != nil {
				return nil, err
			}
			if answer["podsWide"], err = table(pods, &core.PodList{}, true); err != nil {
				return nil, err
			}
			if answer["node"], err = nodePart(c.Node); err != nil {
				return nil, err
			}
			answer["describe"], err = description(c)
			return answer, err
		},
	}
}

// moveToTheClock moves all times so that the case's now is the clock's: kubectl looks at that one.
func (c *kubectlCase) moveToTheClock() {
	clock := time.Now()
	move := func(at time.Time) time.Time {
		if at.IsZero() {
			return at
		}
		age := c.Now.Sub(at)
		if age < 0 {
			// The clock goes on until the text is there; away from the full second, that changes nothing.
			age -= 500 * time.Millisecond
		}
		return clock.Add(-age)
	}
	for i := range c.DaemonSets {
		created := &c.DaemonSets[i].CreationTimestamp
		created.Time = move(created.Time)
	}
	for i := range c.Pods {
		pod := &c.Pods[i]
		pod.CreationTimestamp.Time = move(pod.CreationTimestamp.Time)
		for _, statuses := range [][]corev1.ContainerStatus{pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses} {
			for _, status := range statuses {
				if ended := status.LastTerminationState.Terminated; ended != nil {
					ended.FinishedAt.Time = move(ended.FinishedAt.Time)
				}
			}
		}
	}
	for i := range c.Events {
		event := &c.Events[i]
		event.FirstTimestamp.Time = move(event.FirstTimestamp.Time)
		event.LastTimestamp.Time = move(event.LastTimestamp.Time)
		event.EventTime.Time = move(event.EventTime.Time)
		if event.Series != nil {
			event.Series.LastObservedTime.Time = move(event.Series.LastObservedTime.Time)
		}
	}
}

// table is what the server makes of a list, printed as kubectl prints it.
func table(list, internal runtime.Object, wide bool) (string, error) {
	if err := legacyscheme.Scheme.Convert(list, internal, nil); err != nil {
		return "", err
	}
	generator := printers.NewTableGenerator().With(printersinternal.AddHandlers)
	made, err := generator.GenerateTable(internal, printers.GenerateOptions{Wide: true})
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = cliprinters.NewTablePrinter(cliprinters.PrintOptions{Wide: wide}).PrintObj(made, &out)
	return out.String(), err
}

func description(c kubectlCase) (string, error) {
	client := fake.NewSimpleClientset()
	first := &c.DaemonSets[0]
	if _, err := client.AppsV1().DaemonSets(first.Namespace).Create(context.TODO(), first, metav1.CreateOptions{}); err != nil {
		return "", err
	}
	for i := range c.Pods {
		if err := client.Tracker().Add(&c.Pods[i]); err != nil {
			return "", err
		}
	}
	for i := range c.Events {
		if err := client.Tracker().Add(&c.Events[i]); err != nil {
			return "", err
		}
	}
	describer := describe.DaemonSetDescriber{Interface: client}
	return describer.Describe(first.Namespace, first.Name, describe.DescriberSettings{ShowEvents: c.Events != nil})
}

// nodePart is what `kubectl describe node` says about what decides there about a DaemonSet's Pods: all lines down to whether it is unschedulable, without
// annotations and age.
func nodePart(node *corev1.Node) (string, error) {
	describer := describe.NodeDescriber{Interface: fake.NewSimpleClientset(node)}
	text, err := describer.Describe("", node.Name, describe.DescriberSettings{})
	if err != nil {
		return "", err
	}
	text, _, _ = strings.Cut(text, "Lease:")
	before, rest, _ := strings.Cut(text, "Annotations:")
	_, after, _ := strings.Cut(rest, "\nCreationTimestamp:")
	_, after, _ = strings.Cut(after, "\n")
	return before + after, nil
}

func rolloutStatus(daemonSet map[string]any) any {
	viewer := &polymorphichelpers.DaemonSetStatusViewer{}
	object := &unstructured.Unstructured{Object: runtime.DeepCopyJSON(withIntegers(daemonSet).(map[string]any))}
	text, done, err := viewer.Status(object, 0)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	return map[string]any{"text": text, "done": done}
}

// withIntegers is a tree as an untyped object has it: whole numbers as such.
func withIntegers(tree any) any {
	switch tree := tree.(type) {
	case float64:
		if tree == float64(int64(tree)) {
			return int64(tree)
		}
	case []any:
		for i := range tree {
			tree[i] = withIntegers(tree[i])
		}
	case map[string]any:
		for key := range tree {
			tree[key] = withIntegers(tree[key])
		}
	}
	return tree
}
