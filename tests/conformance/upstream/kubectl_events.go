package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sort"
	"text/tabwriter"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	recorder "k8s.io/client-go/tools/record"
	"k8s.io/kubectl/pkg/describe"
	testingclock "k8s.io/utils/clock/testing"
)

// timeToLive is how long the API server keeps an event that nobody writes again.
const timeToLive = time.Hour

// eventsCase is what the controller does to Pods, in order and never twice at one time, and when somebody looks, in nanoseconds since the beginning.
type eventsCase struct {
	Now    int64         `json:"now"`
	Events []sceneAction `json:"events"`
}

type sceneAction struct {
	At     int64  `json:"at"`
	Reason string `json:"reason"`
	Pod    string `json:"pod"`
	Node   string `json:"node"`
}

func (a sceneAction) event() *corev1.Event {
	event := &corev1.Event{Reason: a.Reason, Type: corev1.EventTypeNormal, Source: corev1.EventSource{Component: "daemonset-controller"}, ReportingController: "daemonset-controller"}
	event.InvolvedObject = corev1.ObjectReference{Kind: "DaemonSet", Namespace: "n", Name: "a", UID: "u", APIVersion: "apps/v1"}
	switch a.Reason {
	case "SuccessfulCreate":
		event.Message = fmt.Sprintf("Created pod: %v", a.Pod)
	case "SuccessfulDelete":
		event.Message = fmt.Sprintf("Deleted pod: %v", a.Pod)
	case "FailedDaemonPod":
		event.Type, event.Message = corev1.EventTypeWarning, fmt.Sprintf("Found failed daemon pod %s/%s on node %s, will try to kill it", "n", a.Pod, a.Node)
	case "SucceededDaemonPod":
		event.Message = fmt.Sprintf("Found succeeded daemon pod %s/%s on node %s, will try to delete it", "n", a.Pod, a.Node)
	}
	return event
}

// eventsSubject compares the events of a DaemonSet that `kubectl describe ds` shows after the recorder has throttled, counted and combined them.
func eventsSubject() Subject {
	return Subject{
		Name:     "events",
		Generate: randomEventsCase,
		Recorded: 200,
		Answer: func(raw json.RawMessage) (any, error) {
			var c eventsCase
			if err := json.Unmarshal(raw, &c); err != nil {
				return nil, err
			}
			return shownEvents(c)
		},
	}
}

// storedEvent is an event in the API server.
type storedEvent struct {
	corev1.Event
	written time.Time
}

func shownEvents(c eventsCase) (string, error) {
	begin := kubectlNow
	moment := func(since int64) time.Time { return begin.Add(time.Duration(since)) }
	clock := testingclock.NewFakePassiveClock(begin)
	correlator := recorder.NewEventCorrelator(clock)
	stored := map[string]*storedEvent{}
	for _, action := range c.Events {
		at := moment(action.At)
		clock.SetTime(at)
		event := action.event()
		event.Name = fmt.Sprintf("%v.%x", event.InvolvedObject.Name, at.UnixNano())
		event.FirstTimestamp, event.LastTimestamp, event.Count = metav1.NewTime(at), metav1.NewTime(at), 1
		result, err := correlator.EventCorrelate(event)
		if err != nil {
			return "", err
		}
		if !result.Skip {
			// The first time it is created; later it is changed, or created again if it was too old.
			stored[result.Event.Name] = &storedEvent{*result.Event, at}
			correlator.UpdateState(result.Event)
		}
	}
	return describedEvents(stored, moment(c.Now))
}

// describedEvents is what is left of them, as kubectl prints it.
func describedEvents(stored map[string]*storedEvent, now time.Time) (string, error) {
	list := &corev1.EventList{}
	real := time.Now()
	for _, name := range slices.Sorted(maps.Keys(stored)) {
		event := stored[name]
		if now.Sub(event.written) >= timeToLive {
			continue
		}
		// The server keeps whole seconds, and so does kubectl of the age: then it does not matter how long this takes.
		move := func(at time.Time) metav1.Time {
			return metav1.NewTime(real.Add(-now.Sub(at.Truncate(time.Second)).Truncate(time.Second)))
		}
		event.FirstTimestamp, event.LastTimestamp = move(event.FirstTimestamp.Time), move(event.LastTimestamp.Time)
		list.Items = append(list.Items, event.Event)
	}
	// Upstream's sort keeps the order of equal times only among few; one that is sorted already it leaves alone.
	sort.SliceStable(list.Items, func(i, j int) bool {
		return list.Items[i].LastTimestamp.Time.Before(list.Items[j].LastTimestamp.Time)
	})
	var out bytes.Buffer
	// The writer is set up as that of the describers.
	columns := tabwriter.NewWriter(&out, 0, 8, 2, ' ', 0)
	describe.DescribeEvents(list, describe.NewPrefixWriter(columns))
	err := columns.Flush()
	return out.String(), err
}

func randomEventsCase(r *rand.Rand) any {
	c := eventsCase{Events: []sceneAction{}}
	at, step := int64(r.IntN(2000)), anyOf(r, 1, 1_000, 5_000, 60_000, 400_000, 700_000, 4_000_000)
	kinds := anyOf(r, []string{"SuccessfulDelete", "SuccessfulCreate"}, []string{"SuccessfulCreate"}, []string{"FailedDaemonPod", "SuccessfulDelete", "SuccessfulCreate"}, []string{"SucceededDaemonPod", "FailedDaemonPod", "SuccessfulDelete"})
	number := r.IntN(anyOf(r, 5, 30, 90))
	for i := range number {
		if r.IntN(3) > 0 {
			at += int64(r.IntN(step + 1))
		}
		if r.IntN(40) == 0 {
			at += int64(anyOf(r, 600_000, 600_001, 3_600_000, 3_599_999, 300_000))
		}
		pod := i
		if number < 10 {
			// The same Pod twice. Of more, upstream forgets some, whichever, so that it is not settled what it combines.
			pod = r.IntN(3)
		}
		c.Events = append(c.Events, sceneAction{At: at*1_000_000 + 1_000*int64(i), Reason: one(r, kinds), Pod: fmt.Sprint("p", pod), Node: fmt.Sprint("n", pod%3)})
	}
	c.Now = (at + int64(anyOf(r, 1, 1, 2, 999, 60_000, 3_599_999, 3_600_000, 1+r.IntN(4_000_000)))) * 1_000_000
	return c
}
