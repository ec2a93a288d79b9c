package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/tools/events"
	"k8s.io/klog/v2"
	fwk "k8s.io/kube-scheduler/framework"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	core "k8s.io/kubernetes/pkg/apis/core"
	coredefaults "k8s.io/kubernetes/pkg/apis/core/v1"
	"k8s.io/kubernetes/pkg/controller/daemon"
	"k8s.io/kubernetes/pkg/controller/daemon/util"
	podregistry "k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/scheduler"
	"k8s.io/kubernetes/pkg/scheduler/apis/config"
	"k8s.io/kubernetes/pkg/scheduler/backend/cache"
	"k8s.io/kubernetes/pkg/scheduler/framework"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/defaultpreemption"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/feature"
)

// clusterCase is a cluster whose Pods are as the API server stores them, and a DaemonSet.
type clusterCase struct {
	DaemonSet *apps.DaemonSet               `json:"daemonSet"`
	Nodes     []*v1.Node                    `json:"nodes"`
	Pods      []*v1.Pod                     `json:"pods"`
	Classes   []*schedulingv1.PriorityClass `json:"classes"`
	Storage   *storageCase                  `json:"storage,omitempty"`
}

// fate is what becomes of the Pod for a node.
type fate struct {
	Node    string   `json:"node"`
	Fits    bool     `json:"fits"`
	Message string   `json:"message"`
	Evicts  []string `json:"evicts"`
}

// filtered is what the filters say of a node.
type filtered struct {
	Code    string   `json:"code"`
	Reasons []string `json:"reasons"`
}

// kubeScheduler is one scheduler for all cases, with a client that does nothing.
type kubeScheduler struct {
	*scheduler.Scheduler
	profile    framework.Framework
	snapshot   *cache.Snapshot
	preemption *defaultpreemption.DefaultPreemption
	informers  informers.SharedInformerFactory
	quiet      klog.Logger
}

var theScheduler *kubeScheduler

func aScheduler(ctx context.Context) (*kubeScheduler, error) {
	if theScheduler != nil {
		return theScheduler, nil
	}
	client := fake.NewClientset()
	factory := informers.NewSharedInformerFactory(client, 0)
	snapshot := cache.NewEmptySnapshot()
	recorder := func(string) events.EventRecorderLogger { return &events.FakeRecorder{} }
	s, err := scheduler.New(ctx, client, factory, nil, recorder, scheduler.WithNodeInfoSnapshot(snapshot))
	if err != nil {
		return nil, err
	}
	k := &kubeScheduler{Scheduler: s, snapshot: snapshot, informers: factory, quiet: klog.Background()}
	k.profile = s.Profiles[v1.DefaultSchedulerName]
	for _, name := range []string{"default", "other"} {
		namespace := &v1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{v1.LabelMetadataName: name}}}
		if err := factory.Core().V1().Namespaces().Informer().GetStore().Add(namespace); err != nil {
			return nil, err
		}
	}
	args := &config.DefaultPreemptionArgs{MinCandidateNodesPercentage: 10, MinCandidateNodesAbsolute: 100}
	gates := feature.NewSchedulerFeaturesFromGates(utilfeature.DefaultFeatureGate)
	k.bindEverything()
	k.preemption, err = defaultpreemption.New(ctx, args, k.profile, gates)
	theScheduler = k
	return k, err
}

// load puts a case into the scheduler's cache; what it returns takes it out again.
func (k *kubeScheduler) load(c *clusterCase) (func(), error) {
	for i, pod := range c.Pods {
		twin := func(other *v1.Pod) bool { return other.UID == pod.UID }
		if pod.Name == "" || pod.Namespace == "" || pod.UID == "" || slices.ContainsFunc(c.Pods[:i], twin) {
			return nil, errors.New("no cluster holds this")
		}
	}
	store := k.informers.Core().V1().Pods().Informer().GetStore()
	takeOut, err := k.loadStorage(c.Storage)
	if err != nil {
		return nil, err
	}
	for _, node := range c.Nodes {
		k.Cache.AddNode(k.quiet, node)
	}
	var errs []error
	var added, nominated []*v1.Pod
	for _, pod := range c.Pods {
		switch {
		case pod.Status.Phase == v1.PodSucceeded || pod.Status.Phase == v1.PodFailed:
		case pod.Spec.NodeName != "":
			errs = append(errs, k.Cache.AddPod(k.quiet, pod))
			added = append(added, pod)
		case pod.Status.NominatedNodeName != "":
			// Only Pods that the lister knows can be nominated.
			errs = append(errs, store.Add(pod))
			k.SchedulingQueue.Add(context.Background(), pod)
			nominated = append(nominated, pod)
		}
	}
	return func() {
		takeOut()
		for _, pod := range added {
			_ = k.Cache.RemovePod(k.quiet, pod)
		}
		for _, pod := range nominated {
			k.SchedulingQueue.Delete(k.quiet, pod)
			_ = store.Delete(pod)
		}
		for _, node := range c.Nodes {
			_ = k.Cache.RemoveNode(k.quiet, node)
		}
	}, errors.Join(errs...)
}

// made is how many Pods were made, for all cases.
var made int

// created is the Pod that the controller makes for a node, as the API server stores it.
func (c *clusterCase) created(node string) (*v1.Pod, error) {
	template := util.CreatePodTemplate(c.DaemonSet.Spec.Template, nil, "new")
	pod := &v1.Pod{ObjectMeta: template.ObjectMeta, Spec: template.Spec}
	pod.Labels["pod-template-generation"] = "1"
	// Upstream remembers for a while whom it made room for.
	made++
	pod.Name, pod.Namespace, pod.UID = "agent-"+node, c.DaemonSet.Namespace, types.UID(fmt.Sprintf("agent-%d", made))
	pod.Spec.Affinity = util.ReplaceDaemonSetPodNodeNameNodeAffinity(pod.Spec.Affinity, node)
	c.prioritise(pod)
	return asStored(pod)
}

// prioritise does what the admission plugin Priority does, but for a default class.
func (c *clusterCase) prioritise(pod *v1.Pod) {
	priority, policy := int32(0), v1.PreemptLowerPriority
	switch name := pod.Spec.PriorityClassName; name {
	case "system-node-critical":
		priority = 2000001000
	case "system-cluster-critical":
		priority = 2000000000
	default:
		for _, class := range c.Classes {
			if name != "" && class.Name == name {
				priority = class.Value
				if class.PreemptionPolicy != nil {
					policy = *class.PreemptionPolicy
				}
			}
		}
	}
	pod.Spec.Priority, pod.Spec.PreemptionPolicy = &priority, &policy
}

// asStored is a Pod with the defaults, and with what the API server's strategy does to it.
func asStored(pod *v1.Pod) (*v1.Pod, error) {
	status := pod.Status
	coredefaults.SetObjectDefaults_Pod(pod)
	internal := &core.Pod{}
	if err := legacyscheme.Scheme.Convert(pod, internal, nil); err != nil {
		return nil, err
	}
	podregistry.Strategy.PrepareForCreate(context.Background(), internal)
	stored := &v1.Pod{}
	if err := legacyscheme.Scheme.Convert(internal, stored, nil); err != nil {
		return nil, err
	}
	stored.Status = status
	return stored, nil
}

func readCluster(text json.RawMessage) (*clusterCase, error) {
	var c clusterCase
	if err := json.Unmarshal(text, &c); err != nil {
		return nil, err
	}
	if c.DaemonSet == nil || c.DaemonSet.Namespace == "" || len(c.Nodes) == 0 || len(c.DaemonSet.Spec.Template.Spec.Containers) == 0 {
		return nil, errors.New("no cluster holds this")
	}
	if slices.ContainsFunc(c.Nodes, func(node *v1.Node) bool { return node.Name == "" }) {
		return nil, errors.New("no cluster holds this")
	}
	for i, pod := range c.Pods {
		c.prioritise(pod)
		stored, err := asStored(pod)
		if err != nil {
			return nil, err
		}
		c.Pods[i] = stored
	}
	return &c, nil
}

// loaded is a case, and the scheduler with the case in its cache until the function is called.
func loaded(ctx context.Context, text json.RawMessage) (*clusterCase, *kubeScheduler, func(), error) {
	c, err := readCluster(text)
	if err != nil {
		return nil, nil, nil, err
	}
	k, err := aScheduler(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	unload, err := k.load(c)
	return c, k, unload, err
}

// filter asks all filters about the Pod for each node.
func filter() Subject {
	return Subject{
		Name: "filter", Recorded: 1300, Generate: generateCluster,
		Answer: func(text json.RawMessage) (any, error) {
			ctx := context.Background()
			c, k, unload, err := loaded(ctx, text)
			if err != nil {
				return nil, err
			}
			defer unload()
			answers := []filtered{}
			for _, node := range c.Nodes {
				pod, err := c.created(node.Name)
				if err != nil {
					return nil, err
				}
				if err := k.claim(c, pod); err != nil {
					return nil, err
				}
				if err := k.Cache.UpdateSnapshot(k.quiet, k.snapshot); err != nil {
					return nil, err
				}
				state := framework.NewCycleState()
				_, status, _ := k.profile.RunPreFilterPlugins(ctx, state, pod)
				if status.IsSuccess() {
					info, err := k.snapshot.Get(node.Name)
					if err != nil {
						return nil, err
					}
					status = k.profile.RunFilterPluginsWithNominatedPods(ctx, state, pod, info)
				}
				reasons := []string{}
				if !status.IsSuccess() {
					reasons = append(reasons, status.Reasons()...)
					slices.Sort(reasons)
				}
				answers = append(answers, filtered{status.Code().String(), reasons})
			}
			return answers, nil
		},
		Weight: func(c json.RawMessage) int {
			var p struct{ Nodes []json.RawMessage }
			_ = json.Unmarshal(c, &p)
			return len(p.Nodes)
		},
	}
}

// schedulingSubject has the scheduler schedule the Pods of the DaemonSet one after the other.
func schedulingSubject() Subject {
	return Subject{
		Name: "scheduling", Recorded: 500, Generate: generateCluster,
		Answer: func(text json.RawMessage) (any, error) {
			ctx := context.Background()
			c, k, unload, err := loaded(ctx, text)
			if err != nil {
				return nil, err
			}
			defer unload()
			fates := []fate{}
			for _, node := range c.Nodes {
				if run, _ := daemon.NodeShouldRunDaemonPod(k.quiet, node, c.DaemonSet); !run {
					continue
				}
				pod, err := c.created(node.Name)
				if err != nil {
					return nil, err
				}
				if err := k.claim(c, pod); err != nil {
					return nil, err
				}
				fate, err := k.schedule(ctx, pod, node.Name)
				if err != nil {
					return nil, err
				}
				if fate.Fits {
					pod.Spec.NodeName = node.Name
					if err := k.Cache.AddPod(k.quiet, pod); err != nil {
						return nil, err
					}
					defer func() { _ = k.Cache.RemovePod(k.quiet, pod) }()
				}
				fates = append(fates, *fate)
			}
			return fates, nil
		},
		Weight: func(c json.RawMessage) int { return 1 },
	}
}

// schedule does what the scheduler's cycle does with a Pod, but for what it writes.
func (k *kubeScheduler) schedule(ctx context.Context, pod *v1.Pod, node string) (*fate, error) {
	if err := k.Cache.UpdateSnapshot(k.quiet, k.snapshot); err != nil {
		return nil, err
	}
	for _, plugin := range k.profile.PreEnqueuePlugins() {
		if status := plugin.PreEnqueue(ctx, pod); !status.IsSuccess() {
			return &fate{Node: node, Message: status.Message(), Evicts: []string{}}, nil
		}
	}
	info, err := framework.NewPodInfo(pod)
	if err != nil {
		return nil, err
	}
	state := framework.NewCycleState()
	state.Write(framework.PodsToActivateKey, framework.NewPodsToActivate())
	_, err = k.SchedulePod(ctx, k.profile, state, &framework.QueuedPodInfo{PodInfo: info})
	if err == nil {
		return &fate{Node: node, Fits: true, Evicts: []string{}}, nil
	}
	var unfit *framework.FitError
	if !errors.As(err, &unfit) {
		return nil, err
	}
	store := k.informers.Core().V1().Pods().Informer().GetStore()
	if err := store.Add(pod); err != nil {
		return nil, err
	}
	defer func() { _ = store.Delete(pod) }()
	evicts, err := k.victims(ctx, state, pod, node, unfit)
	if err != nil {
		return nil, err
	}
	_, status := k.profile.RunPostFilterPlugins(ctx, state, pod, unfit.Diagnosis.NodeToStatus)
	unfit.Diagnosis.PostFilterMsg = status.Message()
	return &fate{Node: node, Message: unfit.Error(), Evicts: evicts}, nil
}

// victims are the Pods that are pushed aside, the most important first.
func (k *kubeScheduler) victims(ctx context.Context, state fwk.CycleState, pod *v1.Pod, node string, unfit *framework.FitError) ([]string, error) {
	evicts := []string{}
	if unfit.Diagnosis.NodeToStatus.Get(node).Code() != fwk.Unschedulable || *pod.Spec.PreemptionPolicy == v1.PreemptNever {
		return evicts, nil
	}
	info, err := k.snapshot.Get(node)
	if err != nil {
		return nil, err
	}
	possible, err := k.preemption.Evaluator.GetVictimsOnNode(ctx, info)
	if err != nil {
		return nil, err
	}
	pods, _, status := k.preemption.SelectVictimsOnNode(ctx, state.Clone(), pod, info.Snapshot(), possible, nil)
	if status.Code() == fwk.Error {
		return nil, fmt.Errorf("victims: %w", status.AsError())
	}
	for _, victim := range pods {
		evicts = append(evicts, victim.Name)
	}
	return evicts, nil
}
