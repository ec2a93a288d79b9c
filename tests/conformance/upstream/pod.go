package main

import (
	"encoding/json"
	"math/rand/v2"
	"strings"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubernetes/pkg/capabilities"
	"k8s.io/kubernetes/pkg/controller"
	"k8s.io/kubernetes/pkg/controller/daemon/util"
)

// podSubject asks what Pod the controller sends to the API server for a node: CreatePodTemplate, the pinned node affinity, and
// GetPodFromTemplate, in the order in which the sync calls them.
func podSubject() Subject {
	capabilities.Setup(true, 0)
	return Subject{Name: "pod", Generate: generatePod, Answer: answerPod, Recorded: 400}
}

type podCase struct {
	Manifest any    `json:"manifest"`
	Node     string `json:"node"`
	Hash     string `json:"hash"`
}

func generatePod(r *rand.Rand) any {
	manifest := accepted(func() map[string]any {
		manifest := realOr(r, realSets, objectOf, func() map[string]any {
			if chance(r, 0.5) {
				return soundManifest(r)
			}
			text, err := json.Marshal(daemonSet(r))
			if err != nil {
				panic(err)
			}
			return objectOf(string(text))
		})
		if chance(r, 0.3) {
			mutate(r, manifest)
		}
		metadata, ok := at(manifest, "metadata")
		if !ok {
			return manifest
		}
		switch r.IntN(8) {
		case 0:
			metadata["annotations"] = map[string]any{"deprecated.daemonset.template.generation": one(r, []string{"5", "0", "+3", "-1", "007"})}
		case 1:
			metadata["name"] = strings.Repeat("a", 240+r.IntN(14))
		}
		if template, ok := at(manifest, "spec", "template", "spec"); ok && chance(r, 0.4) {
			var tolerations []any
			for range r.IntN(4) {
				fields := map[string]any{"key": one(r, taints[1:8]), "operator": one(r, []string{"Exists", "Equal", ""}), "effect": one(r, []string{"NoExecute", "NoSchedule", ""})}
				if fields["effect"] == "NoExecute" && chance(r, 0.5) {
					fields["tolerationSeconds"] = 30
				}
				tolerations = append(tolerations, fields)
			}
			template["tolerations"] = tolerations
		}
		return manifest
	})
	return podCase{manifest, one(r, []string{"n1", "node-1.example.com"}), one(r, []string{"5d4b", "", "new"})}
}

func answerPod(raw json.RawMessage) (any, error) {
	var one struct {
		Manifest   json.RawMessage `json:"manifest"`
		Node, Hash string
	}
	if err := json.Unmarshal(raw, &one); err != nil {
		return nil, err
	}
	set, err := stored(one.Manifest)
	if err != nil {
		return nil, nil // what is refused has no Pod; its message is a subject of its own
	}
	set.UID = "" // the server's, and another one each time
	generation, err := util.GetTemplateGeneration(set)
	if err != nil {
		generation = nil
	}
	template := util.CreatePodTemplate(set.Spec.Template, generation, one.Hash)
	template.Spec.Affinity = util.ReplaceDaemonSetPodNodeNameNodeAffinity(template.Spec.Affinity, one.Node)
	pod, err := controller.GetPodFromTemplate(&template, set, metav1.NewControllerRef(set, apps.SchemeGroupVersion.WithKind("DaemonSet")))
	if err != nil {
		return nil, err
	}
	pod.Namespace = set.Namespace // where it is created
	pod.TypeMeta = metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"}
	pod.Status = v1.PodStatus{}
	text, err := json.Marshal(pod)
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, err
	}
	delete(fields, "status")
	if owners, ok := fields["metadata"].(map[string]any)["ownerReferences"].([]any); ok {
		delete(owners[0].(map[string]any), "uid")
	}
	return fields, nil
}
