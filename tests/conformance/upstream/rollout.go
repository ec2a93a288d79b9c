package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/klog/v2"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"
	defaults "k8s.io/kubernetes/pkg/apis/apps/v1"
	"k8s.io/kubernetes/pkg/controller"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

// kubelet is how long a node's kubelet takes, in milliseconds, or what it never does.
type kubelet struct {
	Ready       *int64 `json:"ready,omitempty"`
	Termination *int64 `json:"termination,omitempty"`
	Fate        string `json:"fate,omitempty"`
}

type rolloutCase struct {
	DaemonSet *apps.DaemonSet    `json:"daemonSet"`
	Nodes     []*v1.Node         `json:"nodes"`
	Kubelets  map[string]kubelet `json:"kubelets"` // "*" is every other
}

// moment is a status that was written; moments count in milliseconds.
type moment struct {
	At     int64            `json:"at"`
	Status map[string]int64 `json:"status"`
}

type timeline struct {
	// Nodes has what happens on each node, as `what@milliseconds`.
	Nodes map[string][]string `json:"nodes"`
	// Statuses has the last status of each moment at which it changed.
	Statuses []moment `json:"statuses"`
}

// rollout turns the clock for upstream's whole controller: a changed template over nodes that all run an available Pod
// of the one before. The kubelets and the scheduler are those of the engine's model.
func rollout() Subject {
	return Subject{Name: "rollout", Recorded: 500, Generate: generateRollout, Answer: runRollout}
}

func generateRollout(r *rand.Rand) any {
	c := rolloutCase{DaemonSet: daemonSet(r), Kubelets: map[string]kubelet{}}
	if chance(r, 0.7) {
		c.DaemonSet.Spec.Template.Spec.Affinity, c.DaemonSet.Spec.Template.Spec.NodeSelector = nil, nil
		c.DaemonSet.Spec.Template.Spec.Tolerations = []v1.Toleration{{Operator: v1.TolerationOpExists}}
	}
	if chance(r, 0.1) {
		c.DaemonSet.Spec.Template.Spec.Containers[0].Ports = []v1.ContainerPort{{ContainerPort: 80, HostPort: 80}}
	}
	c.DaemonSet.Spec.Template.Spec.NodeName = ""
	strategy(r, c.DaemonSet)
	milliseconds := func(most int64) *int64 { span := r.Int64N(most); return &span }
	c.Kubelets["*"] = kubelet{Ready: milliseconds(20_000), Termination: milliseconds(10_000)}
	odd := one(r, []float64{0, 0, 0.1, 0.5})
	for i := range r.IntN(61) {
		name := fmt.Sprintf("n%02d", i)
		c.Nodes = append(c.Nodes, node(r, name))
		if chance(r, odd) {
			k := kubelet{Ready: milliseconds(60_000)}
			if chance(r, 0.5) {
				k.Termination = milliseconds(30_000)
			}
			k.Fate = one(r, []string{"", "", "", "", "neverReady", "unreachable"})
			c.Kubelets[name] = k
		}
	}
	return c
}

// cluster is what surrounds the controller.
type cluster struct {
	*daemon.Bench
	kubelets map[string]kubelet
	due      []event
	waiting  map[string][]string  // the names of the Pods that were created for a node
	absent   map[string]time.Time // the nodes that are gone, and since when
	held     map[string]bool      // the Pods that wait for more than a port
	// until is where a run stops; zero for never.
	until time.Time
	// forgiving goes on after a sync that fails, as the real controller does; its retry is left out.
	forgiving bool
	// most is after how many deleted Pods the run ends; 0 for never.
	most, deleted int
	syncs         int
	timeline      timeline
}

// mostSyncs is more than any case takes that a cluster may come to.
const mostSyncs = 20_000

type event struct {
	at   time.Time
	does func()
}

func runRollout(c json.RawMessage) (any, error) {
	var rc rolloutCase
	if err := json.Unmarshal(c, &rc); err != nil {
		return nil, err
	}
	if rc.DaemonSet == nil || rc.DaemonSet.Namespace == "" || rc.DaemonSet.UID == "" || rc.Kubelets["*"].Ready == nil || rc.Kubelets["*"].Termination == nil {
		return nil, errors.New("no cluster holds this")
	}
	defaults.SetObjectDefaults_DaemonSet(rc.DaemonSet)
	daemon.InOrder = true
	defer func() { daemon.InOrder = false }()
	cl := &cluster{
		Bench: daemon.NewBench(rc.DaemonSet, "new", noon), kubelets: rc.Kubelets,
		waiting: map[string][]string{}, timeline: timeline{Nodes: map[string][]string{}, Statuses: []moment{}},
	}
	for _, node := range rc.Nodes {
		_ = cl.Nodes.Add(node)
		if run, _ := daemon.NodeShouldRunDaemonPod(klog.Background(), node, rc.DaemonSet); run {
			_ = cl.Pods.Add(oldPod(rc.DaemonSet, node.Name))
		}
	}
	if err := cl.run(); err != nil {
		return nil, err
	}
	for _, happens := range cl.timeline.Nodes {
		slices.SortFunc(happens, byTime)
	}
	return cl.timeline, nil
}

// byTime orders what happens on a node; at one time, by its name.
func byTime(one, other string) int {
	split := func(happens string) (int64, string) {
		var at int64
		what, text, _ := strings.Cut(happens, "@")
		_, _ = fmt.Sscan(text, &at)
		return at, what
	}
	at, what := split(one)
	otherAt, otherWhat := split(other)
	if at != otherAt {
		return int(at - otherAt)
	}
	return strings.Compare(what, otherWhat)
}

// onePort tells whether two Pods ask for the same port of their node.
func onePort(one, other *v1.Pod) bool {
	for _, a := range hostPorts(one) {
		for _, b := range hostPorts(other) {
			address := a.HostIP == b.HostIP || anyAddress(a.HostIP) || anyAddress(b.HostIP)
			if address && a.HostPort == b.HostPort && a.Protocol == b.Protocol {
				return true
			}
		}
	}
	return false
}

func anyAddress(ip string) bool { return ip == "" || ip == "0.0.0.0" }

func hostPorts(pod *v1.Pod) (ports []v1.ContainerPort) {
	for _, c := range pod.Spec.Containers {
		for _, p := range c.Ports {
			if pod.Spec.HostNetwork {
				p.HostPort = p.ContainerPort
			}
			if p.HostPort > 0 {
				ports = append(ports, p)
			}
		}
	}
	return ports
}

// oldPod has long been available.
func oldPod(ds *apps.DaemonSet, node string) *v1.Pod {
	long := metav1.NewTime(noon.Add(-24 * time.Hour))
	return &v1.Pod{
		ObjectMeta: metav1.ObjectMeta{
			Name: "old-" + node, Namespace: ds.Namespace, UID: types.UID("old-" + node), CreationTimestamp: long,
			Labels:          map[string]string{"app": "agent", apps.ControllerRevisionHashLabelKey: "old"},
			OwnerReferences: []metav1.OwnerReference{*metav1.NewControllerRef(ds, apps.SchemeGroupVersion.WithKind("DaemonSet"))},
		},
		Spec: v1.PodSpec{NodeName: node, HostNetwork: ds.Spec.Template.Spec.HostNetwork, Containers: ds.Spec.Template.Spec.Containers},
		Status: v1.PodStatus{Phase: v1.PodRunning, Conditions: []v1.PodCondition{
			{Type: v1.PodReady, Status: v1.ConditionTrue, LastTransitionTime: long},
		}},
	}
}

func (cl *cluster) run() error {
	for {
		for cl.Woken {
			if err := cl.sync(); err != nil {
				return err
			}
			cl.takePlace()
		}
		var next time.Time
		for _, at := range append([]time.Time{cl.WakeAt}, times(cl.due)...) {
			if !at.IsZero() && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
		if next.IsZero() || cl.most > 0 && cl.deleted > cl.most || !cl.until.IsZero() && !next.Before(cl.until) {
			return nil
		}
		cl.turn(next)
	}
}

// turn turns the clock, and lets happen what is due.
func (cl *cluster) turn(now time.Time) {
	cl.Clock.SetTime(now)
	cl.takePlace()
	if !cl.WakeAt.IsZero() && !cl.WakeAt.After(now) {
		cl.WakeAt, cl.Woken = time.Time{}, true
	}
}

func times(events []event) (all []time.Time) {
	for _, event := range events {
		all = append(all, event.at)
	}
	return all
}

// takePlace lets everything happen that is due.
func (cl *cluster) takePlace() {
	for {
		at := slices.IndexFunc(cl.due, func(e event) bool { return !e.at.After(cl.Clock.Now()) })
		if at < 0 {
			return
		}
		event := cl.due[at]
		cl.due = slices.Delete(cl.due, at, at+1)
		event.does()
	}
}

func (cl *cluster) sync() error {
	if cl.syncs++; cl.syncs > mostSyncs {
		return errors.New("the controller does not come to rest")
	}
	if err := cl.Sync(); err != nil && !cl.forgiving {
		return err
	}
	if cl.Status != nil {
		written := moment{cl.since(), numbers(*cl.Status)}
		if last := len(cl.timeline.Statuses) - 1; last >= 0 && cl.timeline.Statuses[last].At == written.At {
			cl.timeline.Statuses[last] = written
		} else {
			cl.timeline.Statuses = append(cl.timeline.Statuses, written)
		}
	}
	deleted := cl.Deleted
	for _, pod := range cl.Created {
		node := cl.Target(pod)
		cl.waiting[node] = append(cl.waiting[node], pod.Name)
		cl.note(node, "created")
		cl.PutPod(pod)
	}
	for _, pod := range cl.Created {
		cl.schedule(cl.Target(pod))
	}
	for _, name := range deleted {
		cl.delete(name)
	}
	return nil
}

func (cl *cluster) since() int64 { return cl.Clock.Now().Sub(noon).Milliseconds() }

func (cl *cluster) note(node, what string) {
	cl.timeline.Nodes[node] = append(cl.timeline.Nodes[node], fmt.Sprintf("%s@%d", what, cl.since()))
}

// on has the Pods of a node, the oldest first.
func (cl *cluster) on(node string) (pods []*v1.Pod) {
	bound, _ := cl.Pods.ByIndex(controller.PodNodeNameKeyIndex, node)
	for _, obj := range bound {
		pods = append(pods, obj.(*v1.Pod))
	}
	for _, name := range cl.waiting[node] {
		if pod := cl.pod(name); pod != nil && pod.Spec.NodeName == "" {
			pods = append(pods, pod)
		}
	}
	slices.SortFunc(pods, func(a, b *v1.Pod) int { return strings.Compare(a.Name, b.Name) })
	return pods
}

// schedule binds what can be bound on a node, at once.
func (cl *cluster) schedule(node string) {
	if _, gone := cl.absent[node]; gone {
		return
	}
	for _, pod := range cl.on(node) {
		if pod.Spec.NodeName != "" || cl.held[pod.Name] || podutil.IsPodTerminal(pod) || slices.ContainsFunc(cl.on(node), func(other *v1.Pod) bool { return other.Spec.NodeName != "" && onePort(pod, other) }) {
			continue
		}
		cl.change(pod.Name, func(pod *v1.Pod) { pod.Spec.NodeName = node; pod.Status.Phase = v1.PodRunning })
		cl.note(node, "bound")
		cl.start(pod.Name, node)
	}
}

// start is the kubelet's way with a new Pod.
func (cl *cluster) start(name, node string) {
	if wait, ever := cl.span(node, "neverReady", func(k kubelet) *int64 { return k.Ready }); ever {
		cl.after(wait, func() { cl.becomeReady(name, node) })
	}
}

// end is the kubelet's way with a deleted Pod.
func (cl *cluster) end(name, node string) {
	if wait, ever := cl.span(node, "unreachable", func(k kubelet) *int64 { return k.Termination }); ever {
		cl.after(wait, func() {
			if _, gone := cl.absent[node]; !gone {
				cl.vanish(name, node)
			}
		})
	}
}

// vanish takes a Pod away, if it is still there.
func (cl *cluster) vanish(name, node string) {
	if pod := cl.pod(name); pod != nil {
		cl.RemovePod(pod)
		cl.note(node, "gone")
		cl.schedule(node)
	}
}

func (cl *cluster) becomeReady(name, node string) {
	if pod := cl.pod(name); pod == nil || pod.DeletionTimestamp != nil || podutil.IsPodReady(pod) {
		return
	}
	if _, gone := cl.absent[node]; gone {
		return
	}
	now := metav1.NewTime(cl.Clock.Now())
	cl.note(node, "ready")
	cl.change(name, func(pod *v1.Pod) {
		pod.Status.Conditions = []v1.PodCondition{{Type: v1.PodReady, Status: v1.ConditionTrue, LastTransitionTime: now}}
	})
}

func (cl *cluster) delete(name string) {
	now := metav1.NewTime(cl.Clock.Now())
	cl.deleted++
	cl.change(name, func(pod *v1.Pod) { pod.DeletionTimestamp = &now })
	pod := cl.pod(name)
	if pod.Spec.NodeName == "" || podutil.IsPodTerminal(pod) {
		// No kubelet has to be asked.
		node := pod.Spec.NodeName
		if node == "" {
			node = cl.Target(pod)
		}
		cl.note(node, "deleted")
		cl.vanish(name, node)
		return
	}
	cl.note(pod.Spec.NodeName, "deleted")
	cl.end(name, pod.Spec.NodeName)
}

// span is how long a kubelet takes, and whether it ever does.
func (cl *cluster) span(node, never string, of func(kubelet) *int64) (time.Duration, bool) {
	k := cl.kubelets[node]
	span := of(k)
	if span == nil {
		span = of(cl.kubelets["*"])
	}
	return time.Duration(*span) * time.Millisecond, k.Fate != never
}

func (cl *cluster) after(wait time.Duration, does func()) {
	cl.due = append(cl.due, event{cl.Clock.Now().Add(wait), does})
}

func (cl *cluster) pod(name string) *v1.Pod {
	obj, exists, _ := cl.Pods.GetByKey(cl.DaemonSet().Namespace + "/" + name)
	if !exists {
		return nil
	}
	return obj.(*v1.Pod)
}

func (cl *cluster) change(name string, change func(*v1.Pod)) {
	pod := cl.pod(name).DeepCopy()
	change(pod)
	pod.ResourceVersion += "+"
	cl.PutPod(pod)
}
