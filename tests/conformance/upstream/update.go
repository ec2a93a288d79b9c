package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
)

// update asks what the API server makes of a DaemonSet that is sent in the place of another one: rest.BeforeUpdate with the
// DaemonSet's own strategy, over what a create would have stored.
func update() Subject {
	return Subject{Name: "update", Generate: generateUpdate, Answer: answerUpdate, Recorded: 400}
}

func answerUpdate(raw json.RawMessage) (any, error) {
	var one struct {
		Previous json.RawMessage `json:"previous"`
		Manifest json.RawMessage `json:"manifest"`
	}
	if err := json.Unmarshal(raw, &one); err != nil {
		return nil, err
	}
	stored, body, err := toReplace(one.Previous, one.Manifest)
	if err != nil || stored == nil {
		return nil, err
	}
	replaced, err := replace(body, stored)
	if replaced == nil {
		return refused(err), nil
	}
	if err != nil {
		message, err := usual(err.Error(), func() error {
			_, err := replace(body, stored)
			return err
		})
		return map[string]any{"message": message}, err
	}
	encoded, err := runtime.Encode(legacyscheme.Codecs.LegacyCodec(served.GroupVersion()), replaced)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Metadata struct {
			Generation  int64
			Annotations map[string]string
		}
		Spec any
	}
	err = json.Unmarshal(encoded, &answer)
	return map[string]any{
		"spec":               answer.Spec,
		"generation":         answer.Metadata.Generation,
		"templateGeneration": answer.Metadata.Annotations["deprecated.daemonset.template.generation"],
	}, err
}

// toReplace gives the previous DaemonSet as it comes out of the storage, and the body of the request that replaces it; nothing where
// there is no such DaemonSet, or where the manifest is one of another name, or of a name that is yet to be made.
func toReplace(previous, manifest json.RawMessage) (*apps.DaemonSet, []byte, error) {
	if id := identity(manifest); id[2] != nil || !reflect.DeepEqual(identity(previous), id) {
		return nil, nil, nil
	}
	before, err := asKubectlSends(previous)
	if err != nil {
		return nil, nil, err
	}
	body, err := asKubectlSends(manifest)
	if err != nil {
		return nil, nil, err
	}
	created, err := decodeStrictly(before)
	if err != nil || create(created) != nil {
		return nil, nil, nil
	}
	encoded, err := runtime.Encode(legacyscheme.Codecs.LegacyCodec(served.GroupVersion()), created)
	if err != nil {
		return nil, nil, err
	}
	stored := &apps.DaemonSet{}
	if err := runtime.DecodeInto(legacyscheme.Codecs.UniversalDecoder(), encoded, stored); err != nil {
		return nil, nil, err
	}
	stored.ResourceVersion = "1"
	return stored, body, nil
}

// identity is what tells one DaemonSet from another, as it is written.
func identity(manifest json.RawMessage) [3]any {
	object, _ := parse(manifest).(map[string]any)
	metadata, _ := object["metadata"].(map[string]any)
	return [3]any{metadata["name"], metadata["namespace"], metadata["generateName"]}
}

// replace does what the handler and the registry do with a PUT, between decoding and storing. The object is nil where it cannot
// be decoded.
func replace(body []byte, stored *apps.DaemonSet) (*apps.DaemonSet, error) {
	set, err := decodeStrictly(body)
	if err != nil {
		return nil, err
	}
	rest.WipeObjectMetaSystemFields(set)
	if set.Namespace == "" {
		set.Namespace = metav1.NamespaceDefault
	}
	set.OwnerReferences = withoutRepeats(set.OwnerReferences)
	// A manifest that says of which version or moment it is counts as one that does not.
	set.ManagedFields, set.ResourceVersion = nil, stored.ResourceVersion
	ctx := request.WithNamespace(context.Background(), set.Namespace)
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true, Verb: "update", APIGroup: "apps", APIVersion: "v1", Resource: "daemonsets", Namespace: set.Namespace, Name: set.Name,
	})
	return set, rest.BeforeUpdate(daemonset.Strategy, ctx, set, stored)
}

// generateUpdate takes a sound manifest, mostly, and changes it in 0 to 3 places.
func generateUpdate(r *rand.Rand) any {
	previous := realOr(r, realSets, objectOf, func() map[string]any { return soundManifest(r) })
	if chance(r, 0.1) {
		mutate(r, previous)
	}
	if metadata, isObject := previous["metadata"].(map[string]any); isObject {
		delete(metadata, "generateName")
	}
	manifest := copied(previous).(map[string]any)
	for range one(r, []int{0, 1, 1, 1, 1, 1, 2, 2, 2, 3}) {
		alter(r, manifest)
	}
	return map[string]any{"previous": previous, "manifest": manifest}
}

// alter makes one change that people make, or that should be none, or spoils something.
func alter(r *rand.Rand, manifest map[string]any) {
	all := places(manifest)
	p := all[r.IntN(len(all))]
	switch r.IntN(10) {
	case 0:
		merge(manifest, objectOf(soundParts[r.IntN(len(soundParts))]))
	case 1:
		turn(r, all)
	case 2:
		respell(r, all)
	case 3:
		reselect(r, manifest)
	case 4:
		merge(manifest, objectOf(one(r, []string{
			`{"metadata": {"labels": {"new": "x"}}}`,
			`{"spec": {"updateStrategy": {"rollingUpdate": {"maxUnavailable": 3}}}}`,
			`{"spec": {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}}}}`,
			`{"spec": {"updateStrategy": {"type": "OnDelete"}, "minReadySeconds": 0, "revisionHistoryLimit": 10}}`,
			`{"spec": {"minReadySeconds": 7}}`,
			`{"spec": {"revisionHistoryLimit": 2}}`,
		})))
	case 5, 6:
		if text, isText := p.value.(string); isText && p.depth > 2 {
			p.set(text + "x")
		}
	case 7:
		// Empty where nothing was, which is the same for maps and lists and not for others.
		if object, isObject := p.value.(map[string]any); isObject && p.typed != nil {
			before := len(object)
			addField(r, p)
			for name := range object {
				if len(object) > before && chance(r, 0.5) {
					object[name] = emptyLike(object[name])
				}
			}
		}
	default:
		mutate(r, manifest)
	}
}

// turn puts the items of a list in another order.
func turn(r *rand.Rand, all []place) {
	for _, p := range all {
		if list, isList := p.value.([]any); isList && len(list) > 1 && chance(r, 0.5) {
			turned := append([]any{}, list[1:]...)
			p.set(append(turned, list[0]))
			return
		}
	}
}

// respell writes amounts otherwise, so that they are the same or nearly.
func respell(r *rand.Rand, all []place) {
	spellings := map[string][]string{
		"1": {"1000m", "1.0", "1k"}, "1Gi": {"1024Mi", "1073741824", "1G"}, "2Gi": {"2048Mi", "2147483648"}, "100m": {"0.1", "100000u"},
		"500m": {"0.5"}, "2": {"2000m", "2e0"}, "1m": {"0.001"}, "1Mi": {"1048576", "1024Ki"}, "4Gi": {"4096Mi"}, "200Mi": {"209715200"},
	}
	for _, p := range all {
		text, isText := p.value.(string)
		if others := spellings[text]; isText && len(others) > 0 && chance(r, 0.7) && !strings.Contains(p.name, "abel") {
			p.set(one(r, others))
		}
	}
}

// reselect changes the selector, most times so that it still matches the template.
func reselect(r *rand.Rand, manifest map[string]any) {
	merge(manifest, objectOf(one(r, []string{
		`{"spec": {"selector": {"matchLabels": {"new": "x"}}, "template": {"metadata": {"labels": {"new": "x"}}}}}`,
		`{"spec": {"selector": {"matchLabels": {"new": "x"}}}}`,
		`{"spec": {"selector": {"matchExpressions": []}}}`,
		`{"spec": {"selector": {"matchExpressions": [{"key": "zz", "operator": "DoesNotExist", "values": []}]}}}`,
		`{"spec": {"selector": null}}`,
		`{"spec": {"template": {"metadata": {"labels": {"more": "y"}}}}}`,
	})))
}
