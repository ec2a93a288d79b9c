package main

import (
	"bytes"
	"context"
	"encoding/json"
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
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/printers"
	printersinternal "k8s.io/kubernetes/pkg/printers/internalversion"
)

// kubectlCase is what the API server returns: some DaemonSets, and the Pods and events of the first; null events are not shown.
type kubectlCase struct {
	Now        metav1.Time        `json:"now"`
	DaemonSets []appsv1.DaemonSet `json:"daemonSets"`
	Pods       []corev1.Pod       `json:"pods"`
	Events     []corev1.Event     `json:"events"`
}

// kubectlSubject compares the text of `kubectl get ds`, the same with `-o wide`, `kubectl describe ds` and `kubectl rollout status ds`.
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
			if answer["get"], err = table(c.DaemonSets, false); err != nil {
				return nil, err
			}
			if answer["wide"], err = table(c.DaemonSets, true); err != nil {
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
func table(daemonSets []appsv1.DaemonSet, wide bool) (string, error) {
	internal := &apps.DaemonSetList{}
	if err := legacyscheme.Scheme.Convert(&appsv1.DaemonSetList{Items: daemonSets}, internal, nil); err != nil {
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
