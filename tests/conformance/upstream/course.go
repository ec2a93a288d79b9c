package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"
	defaults "k8s.io/kubernetes/pkg/apis/apps/v1"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

// quarantine is what the Pod garbage collector waits before it takes the Pods of a node that is gone.
const quarantine = 40 * time.Second

// change is what somebody does at a moment: one of the fields.
type change struct {
	At         int64           `json:"at"`
	Apply      *apps.DaemonSet `json:"apply,omitempty"`
	Node       *v1.Node        `json:"node,omitempty"`
	RemoveNode string          `json:"removeNode,omitempty"`
	DeletePods string          `json:"deletePods,omitempty"`
}

type courseCase struct {
	Changes  []change           `json:"changes"`
	Kubelets map[string]kubelet `json:"kubelets"` // "*" is every other
	End      int64              `json:"end"`
}

// course turns the clock for upstream's whole controller from an empty cluster on, while nodes come, change and go,
// Pods are deleted by hand, and the DaemonSet is changed and changed back.
func course() Subject {
	return Subject{Name: "course", Recorded: 500, Generate: generateCourse, Answer: runCourse}
}

func generateCourse(r *rand.Rand) any {
	milliseconds := func(most int64) *int64 { span := r.Int64N(most); return &span }
	c := courseCase{Kubelets: map[string]kubelet{"*": {Ready: milliseconds(20_000), Termination: milliseconds(10_000)}}, End: 600_000}
	simple := chance(r, 0.6)
	newNode := func(name string) *v1.Node {
		n := node(r, name)
		if simple && chance(r, 0.7) {
			n.Spec.Taints = nil
		}
		return n
	}
	template := func(ds *apps.DaemonSet) {
		if simple {
			ds.Spec.Template.Spec.Affinity, ds.Spec.Template.Spec.NodeSelector = nil, nil
		}
		ds.Spec.Template.Spec.Containers[0].Ports = nil
		if chance(r, 0.2) {
			port := v1.ContainerPort{
				ContainerPort: one(r, []int32{80, 81}), Protocol: one(r, []v1.Protocol{"", v1.ProtocolTCP, v1.ProtocolUDP}),
				HostIP: one(r, []string{"", "", "10.0.0.1", "10.0.0.2", "0.0.0.0"}),
			}
			if chance(r, 0.8) {
				port.HostPort = port.ContainerPort
			}
			ds.Spec.Template.Spec.Containers[0].Ports = []v1.ContainerPort{port}
		}
		ds.Spec.Template.Spec.NodeName = ""
	}
	ds := daemonSet(r)
	template(ds)
	strategy(r, ds)
	ds.Generation, ds.Annotations = 0, nil
	count := r.IntN(31)
	name := func() string { return fmt.Sprintf("n%02d", r.IntN(count+1)) }
	for i := range count {
		c.Changes = append(c.Changes, change{Node: newNode(fmt.Sprintf("n%02d", i))})
		if chance(r, 0.1) {
			c.Kubelets[fmt.Sprintf("n%02d", i)] = kubelet{Ready: milliseconds(60_000), Fate: one(r, []string{"", "", "neverReady", "unreachable"})}
		}
	}
	c.Changes = append(c.Changes, change{Apply: ds})
	applied := []*apps.DaemonSet{ds}
	for at := int64(0); chance(r, 0.85) && at < 400_000; {
		at += r.Int64N(one(r, []int64{1, 5_000, 60_000}))
		next := change{At: at}
		switch r.IntN(10) {
		case 0, 1, 2:
			next.Apply = one(r, applied).DeepCopy()
			if chance(r, 0.6) {
				next.Apply = applied[len(applied)-1].DeepCopy()
				next.Apply.Spec.Template.Spec.Containers[0].Image = fmt.Sprintf("busybox:%d", r.IntN(3))
			}
			if chance(r, 0.2) {
				next.Apply.Spec.Template.Spec = daemonSet(r).Spec.Template.Spec
				template(next.Apply)
			}
			if chance(r, 0.3) {
				strategy(r, next.Apply)
			}
			applied = append(applied, next.Apply)
		case 3, 4:
			next.RemoveNode = name()
		case 5:
			next.DeletePods = name()
		case 6:
			if count < 60 {
				next.Node = newNode(fmt.Sprintf("n%02d", count))
				count++
			}
		default:
			next.Node = newNode(name())
		}
		if next.Node != nil && next.Node.Name == fmt.Sprintf("n%02d", count) {
			count++
		}
		c.Changes = append(c.Changes, next)
	}
	return c
}

func runCourse(text json.RawMessage) (any, error) {
	var cc courseCase
	if err := json.Unmarshal(text, &cc); err != nil {
		return nil, err
	}
	var cl *cluster
	daemon.InOrder = true
	defer func() { daemon.InOrder = false }()
	var early []*v1.Node
	last := ""
	for position, c := range cc.Changes {
		if position > 0 && c.At < cc.Changes[position-1].At || c.At < 0 || c.At > cc.End {
			return nil, errors.New("changes are out of order")
		}
		if c.Node != nil && c.Node.Name > last {
			last = c.Node.Name
		} else if c.Node != nil && !slices.ContainsFunc(cc.Changes[:position], func(other change) bool { return other.Node != nil && other.Node.Name == c.Node.Name }) {
			return nil, errors.New("nodes come in another order than that of their names")
		}
		if cl == nil && c.Apply == nil && c.Node != nil && c.At == 0 {
			early = append(early, c.Node)
			continue
		}
		if cl == nil {
			if c.Apply == nil || c.At != 0 {
				return nil, errors.New("a case begins with nodes and a DaemonSet")
			}
			ds := c.Apply
			if err := fit(ds, cc.Kubelets); err != nil {
				return nil, err
			}
			ds.Generation = 1
			cl = &cluster{
				Bench: daemon.NewBench(ds, "", noon), kubelets: cc.Kubelets, absent: map[string]time.Time{},
				waiting: map[string][]string{}, timeline: timeline{Nodes: map[string][]string{}, Statuses: []moment{}}, forgiving: true,
			}
			for _, node := range early {
				_ = cl.Nodes.Add(node)
			}
			continue
		}
		if err := cl.runUntil(noon.Add(time.Duration(c.At) * time.Millisecond)); err != nil {
			return nil, err
		}
		if err := cl.undergo(c); err != nil {
			return nil, err
		}
	}
	if cl == nil {
		return nil, errors.New("a case has a DaemonSet")
	}
	if err := cl.runUntil(noon.Add(time.Duration(cc.End) * time.Millisecond)); err != nil {
		return nil, err
	}
	for _, happens := range cl.timeline.Nodes {
		slices.SortFunc(happens, byTime)
	}
	return cl.timeline, nil
}

func fit(ds *apps.DaemonSet, kubelets map[string]kubelet) error {
	if ds.Namespace == "" || ds.UID == "" || kubelets["*"].Ready == nil || kubelets["*"].Termination == nil {
		return errors.New("no cluster holds this")
	}
	defaults.SetObjectDefaults_DaemonSet(ds)
	return nil
}

// undergo lets somebody change the cluster.
func (cl *cluster) undergo(c change) error {
	switch {
	case c.Apply != nil:
		if err := fit(c.Apply, cl.kubelets); err != nil {
			return err
		}
		now := cl.DaemonSet()
		if c.Apply.UID != now.UID || c.Apply.Name != now.Name || c.Apply.Namespace != now.Namespace || !equality.Semantic.DeepEqual(c.Apply.Spec.Selector, now.Spec.Selector) {
			return errors.New("another DaemonSet")
		}
		if equality.Semantic.DeepEqual(c.Apply.Spec, now.Spec) {
			return nil
		}
		changed := now.DeepCopy()
		changed.Spec = c.Apply.Spec
		changed.Generation++
		cl.SetDaemonSet(changed)
	case c.Node != nil:
		absent := cl.absent[c.Node.Name]
		delete(cl.absent, c.Node.Name)
		if !absent.IsZero() {
			for _, pod := range cl.on(c.Node.Name) {
				cl.resume(pod, c.Node.Name)
			}
		}
		cl.PutNode(c.Node)
		cl.schedule(c.Node.Name)
	case c.RemoveNode != "":
		if _, exists, _ := cl.Nodes.GetByKey(c.RemoveNode); !exists {
			return nil
		}
		_ = cl.Nodes.Delete(&v1.Node{ObjectMeta: metav1.ObjectMeta{Name: c.RemoveNode}})
		since := cl.Clock.Now()
		cl.absent[c.RemoveNode] = since
		cl.after(quarantine, func() {
			if cl.absent[c.RemoveNode] == since {
				cl.collect(c.RemoveNode)
			}
		})
	case c.DeletePods != "":
		for _, pod := range cl.on(c.DeletePods) {
			if pod.DeletionTimestamp == nil {
				cl.delete(pod.Name)
			}
		}
	}
	return nil
}

// resume is what a kubelet does with a Pod that it finds when it is back.
func (cl *cluster) resume(pod *v1.Pod, node string) {
	switch {
	case pod.Spec.NodeName == "":
	case pod.DeletionTimestamp != nil:
		cl.end(pod.Name, node)
	case !podutil.IsPodReady(pod):
		cl.start(pod.Name, node)
	}
}

// collect takes the Pods of a node that has been gone for long.
func (cl *cluster) collect(node string) {
	for _, pod := range cl.on(node) {
		if pod.DeletionTimestamp == nil {
			cl.note(node, "deleted")
		}
		cl.vanish(pod.Name, node)
	}
}

// runUntil runs all that is due before a moment, and sets the clock to it.
func (cl *cluster) runUntil(end time.Time) error {
	cl.until = end
	if err := cl.run(); err != nil {
		return err
	}
	cl.turn(end)
	return nil
}
