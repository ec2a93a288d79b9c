//go:build reach

// Laid beside upstream's own files in the vendored package, since the controller's sync cannot be called from outside.

package daemon

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"sync"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"
	appslisters "k8s.io/client-go/listers/apps/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	clienttesting "k8s.io/client-go/testing"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/flowcontrol"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller"
	consistencyutil "k8s.io/kubernetes/pkg/controller/util/consistency"
	labelsutil "k8s.io/kubernetes/pkg/util/labels"
	testingclock "k8s.io/utils/clock/testing"
)

// InOrder takes nodes in the order of their names where upstream takes them in that of a Go map: one of the orders that it
// may take. The build puts inOrder around the maps that the rolling update walks.
var InOrder bool

// First has the nodes that come first where nodes are taken in order, before all others.
var First []string

func inOrder[V any](m map[string]V) iter.Seq2[string, V] {
	if !InOrder {
		return maps.All(m)
	}
	rank := func(name string) int {
		if at := slices.Index(First, name); at >= 0 {
			return at
		}
		return len(First)
	}
	return func(yield func(string, V) bool) {
		names := slices.Sorted(maps.Keys(m))
		slices.SortStableFunc(names, func(one, other string) int { return rank(one) - rank(other) })
		for _, key := range names {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}

// Bench is upstream's controller on a bench: stores that the caller fills, a clock that the caller turns, a queue that
// only remembers, and an API server that writes down what it is asked to do.
type Bench struct {
	Clock *testingclock.FakeClock
	Nodes cache.Indexer
	Pods  cache.Indexer
	// Woken says that the DaemonSet was put into the queue, WakeAt when it is to be put there (zero for never).
	Woken  bool
	WakeAt time.Time
	// Created and Deleted is what the last sync asked for.
	Created []*v1.Pod
	Deleted []string
	// Status is what the last sync wrote; nil for nothing.
	Status *apps.DaemonSetStatus

	controller *DaemonSetsController
	sets       cache.Indexer
	key        string
	mutex      sync.Mutex
	pods       int
}

// NewBench puts a DaemonSet on a bench. The revision of its template has this hash; an empty one leaves it to upstream.
func NewBench(ds *apps.DaemonSet, hash string, now time.Time) *Bench {
	byNamespace := func() cache.Indexers { return cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc} }
	b := &Bench{
		Clock: testingclock.NewFakeClock(now),
		Nodes: cache.NewIndexer(controller.KeyFunc, cache.Indexers{}),
		Pods: cache.NewIndexer(controller.KeyFunc, cache.Indexers{
			cache.NamespaceIndex: cache.MetaNamespaceIndexFunc,
			controller.PodNodeNameKeyIndex: func(obj any) ([]string, error) {
				if name := obj.(*v1.Pod).Spec.NodeName; name != "" {
					return []string{name}, nil
				}
				return nil, nil
			},
			controller.PodControllerIndex: func(obj any) ([]string, error) {
				pod := obj.(*v1.Pod)
				return []string{controller.PodControllerIndexKey(pod.Namespace, metav1.GetControllerOf(pod))}, nil
			},
		}),
		sets: cache.NewIndexer(controller.KeyFunc, byNamespace()),
	}
	histories := cache.NewIndexer(controller.KeyFunc, byNamespace())
	client := &fake.Clientset{}
	client.AddReactor("*", "*", func(action clienttesting.Action) (bool, runtime.Object, error) {
		return true, b.serve(action, histories), nil
	})
	dsc := &DaemonSetsController{
		kubeClient:        client,
		eventRecorder:     &record.FakeRecorder{},
		podControl:        b,
		crControl:         controller.RealControllerRevisionControl{KubeClient: client},
		burstReplicas:     BurstReplicas,
		expectations:      controller.NewControllerExpectations(),
		dsLister:          appslisters.NewDaemonSetLister(b.sets),
		historyLister:     appslisters.NewControllerRevisionLister(histories),
		podLister:         corelisters.NewPodLister(b.Pods),
		podIndexer:        b.Pods,
		nodeLister:        corelisters.NewNodeLister(b.Nodes),
		queue:             queue{b},
		nodeUpdateQueue:   nodeQueue{queue{b}},
		failedPodsBackoff: flowcontrol.NewFakeBackOff(time.Second, 15*time.Minute, b.Clock),
		consistencyStore:  consistencyutil.NewNoopConsistencyStore(),
	}
	dsc.enqueueDaemonSet = dsc.enqueue
	b.controller = dsc
	b.SetDaemonSet(ds)
	if hash != "" {
		patch, err := getPatch(ds)
		if err != nil {
			panic(err)
		}
		_ = histories.Add(&apps.ControllerRevision{
			ObjectMeta: metav1.ObjectMeta{
				Name: ds.Name + "-" + hash, Namespace: ds.Namespace, UID: "revision",
				Labels:          labelsutil.CloneAndAddLabel(ds.Spec.Template.Labels, apps.DefaultDaemonSetUniqueLabelKey, hash),
				OwnerReferences: []metav1.OwnerReference{*metav1.NewControllerRef(ds, controllerKind)},
			},
			Data: runtime.RawExtension{Raw: patch}, Revision: 1,
		})
	}
	return b
}

// SetDaemonSet changes the DaemonSet.
func (b *Bench) SetDaemonSet(ds *apps.DaemonSet) {
	_ = b.sets.Add(ds)
	b.key, _ = controller.KeyFunc(ds)
	b.Woken = true
}

// Sync is one sync of the controller.
func (b *Bench) Sync() error {
	b.Woken, b.Created, b.Deleted, b.Status = false, nil, nil, nil
	err := b.controller.syncDaemonSet(context.Background(), b.key)
	b.controller.kubeClient.(*fake.Clientset).ClearActions()
	sort.Strings(b.Deleted)
	sort.Slice(b.Created, func(i, j int) bool { return target(b.Created[i]) < target(b.Created[j]) })
	return err
}

// UpdateStatus is the sync's last part, over these nodes.
func (b *Bench) UpdateStatus(nodes []*v1.Node) error {
	return b.controller.updateDaemonSetStatus(context.Background(), b.DaemonSet(), nodes, "new", true)
}

// Forget makes the next sync go on although nothing that this one asked for was seen to happen.
func (b *Bench) Forget() {
	b.controller.expectations.DeleteExpectations(klog.Background(), b.key)
}

// DaemonSet is the DaemonSet as it is now.
func (b *Bench) DaemonSet() *apps.DaemonSet {
	obj, _, _ := b.sets.GetByKey(b.key)
	return obj.(*apps.DaemonSet)
}

// Target is the node that a Pod is meant for.
func target(pod *v1.Pod) string {
	terms := pod.Spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms
	return terms[0].MatchFields[0].Values[0]
}

// Target is the node that a Pod of the controller is meant for.
func (b *Bench) Target(pod *v1.Pod) string { return target(pod) }

// PutNode is what the watch of nodes does with a node that is new or changed, and the controller with the word of it.
func (b *Bench) PutNode(node *v1.Node) {
	old, exists, _ := b.Nodes.Get(node)
	_ = b.Nodes.Add(node)
	if exists {
		b.controller.updateNode(klog.Background(), old, node)
	} else {
		b.controller.addNode(klog.Background(), node)
	}
}

// PutPod is what the watch of Pods does with a Pod that is new or changed.
func (b *Bench) PutPod(pod *v1.Pod) {
	old, exists, _ := b.Pods.Get(pod)
	_ = b.Pods.Add(pod)
	if exists {
		b.controller.updatePod(klog.Background(), old, pod)
	} else {
		b.controller.addPod(klog.Background(), pod)
	}
}

// RemovePod is what the watch of Pods does with a Pod that is gone.
func (b *Bench) RemovePod(pod *v1.Pod) {
	_ = b.Pods.Delete(pod)
	b.controller.deletePod(klog.Background(), pod)
}

// serve is the API server for all but Pods.
func (b *Bench) serve(action clienttesting.Action, histories cache.Indexer) runtime.Object {
	switch action := action.(type) {
	case clienttesting.UpdateActionImpl:
		switch object := action.GetObject().(type) {
		case *apps.DaemonSet:
			if action.GetSubresource() == "status" {
				b.Status = object.Status.DeepCopy()
				_ = b.sets.Add(object)
			}
			return object
		case *apps.ControllerRevision:
			_ = histories.Add(object)
			return object
		}
	case clienttesting.CreateActionImpl:
		if revision, ok := action.GetObject().(*apps.ControllerRevision); ok {
			_ = histories.Add(revision)
			return revision
		}
	case clienttesting.GetActionImpl:
		if action.GetResource().Resource == "daemonsets" {
			return b.DaemonSet()
		}
	case clienttesting.PatchActionImpl, clienttesting.DeleteActionImpl:
		return nil
	}
	panic(fmt.Sprintf("nobody serves %s %s", action.GetVerb(), action.GetResource()))
}

// CreatePods takes a Pod to create.
func (b *Bench) CreatePods(_ context.Context, namespace string, template *v1.PodTemplateSpec, object runtime.Object, ref *metav1.OwnerReference) error {
	pod, err := controller.GetPodFromTemplate(template, object, ref)
	if err != nil {
		return err
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.pods++
	pod.Name = fmt.Sprintf("%s%05d", pod.GenerateName, b.pods)
	pod.Namespace = namespace
	pod.UID = types.UID(pod.Name)
	pod.CreationTimestamp = metav1.Time{Time: b.Clock.Now()}
	b.Created = append(b.Created, pod)
	return nil
}

// CreatePodsWithGenerateName is not what this controller calls.
func (b *Bench) CreatePodsWithGenerateName(context.Context, string, *v1.PodTemplateSpec, runtime.Object, *metav1.OwnerReference, string) error {
	panic("never called")
}

// DeletePod takes the name of a Pod to delete.
func (b *Bench) DeletePod(_ context.Context, _ string, name string, _ runtime.Object) error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.Deleted = append(b.Deleted, name)
	return nil
}

// PatchPod adopts or releases a Pod, which every case does anew.
func (b *Bench) PatchPod(context.Context, string, string, []byte) error { return nil }

// queue remembers that, and when, the DaemonSet is to be looked at.
type queue struct{ b *Bench }

func (q queue) Add(string)            { q.b.Woken = true }
func (q queue) AddRateLimited(string) { q.b.Woken = true }
func (q queue) AddAfter(_ string, wait time.Duration) {
	// As the real one does: of several wishes for one key, the soonest.
	at := q.b.Clock.Now().Add(wait)
	if q.b.WakeAt.IsZero() || at.Before(q.b.WakeAt) {
		q.b.WakeAt = at
	}
}
func (q queue) Len() int               { return 0 }
func (q queue) Get() (string, bool)    { return "", true }
func (q queue) Done(string)            {}
func (q queue) Forget(string)          {}
func (q queue) NumRequeues(string) int { return 0 }
func (q queue) ShutDown()              {}
func (q queue) ShutDownWithDrain()     {}
func (q queue) ShuttingDown() bool     { return false }

// nodeQueue is the controller's queue of changed nodes, which it works through at once.
type nodeQueue struct{ queue }

func (q nodeQueue) Add(node string) { _ = q.b.controller.syncNodeUpdate(context.Background(), node) }
