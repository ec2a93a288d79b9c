package main

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/storage/names"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/extensions/install"
	"k8s.io/kubernetes/pkg/capabilities"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
)

// admission asks what the API server makes of a DaemonSet that kubectl creates: the decoder, the defaults, the strategy and the
// validation are upstream's own; what lies between them in the handler of a create is repeated here.
func admission() Subject {
	capabilities.Setup(true, 0) // as every cluster does: --allow-privileged
	return Subject{Name: "admission", Generate: generateAdmission, Answer: answerAdmission, Recorded: 2500}
}

var served = schema.GroupVersionKind{Group: "apps", Version: "v1", Kind: "DaemonSet"}

func answerAdmission(raw json.RawMessage) (any, error) {
	var one struct {
		Manifest json.RawMessage `json:"manifest"`
	}
	if err := json.Unmarshal(raw, &one); err != nil {
		return nil, err
	}
	body, err := asKubectlSends(one.Manifest)
	if err != nil {
		return nil, err
	}
	object, err := decodeStrictly(body)
	if err != nil {
		return refused(err), nil
	}
	if err := create(object); err != nil {
		message, err := usual(err.Error(), func() error {
			object, err := decodeStrictly(body)
			if err != nil {
				return err
			}
			return create(object)
		})
		return map[string]any{"message": message}, err
	}
	encoded, err := runtime.Encode(legacyscheme.Codecs.LegacyCodec(served.GroupVersion()), object)
	if err != nil {
		return nil, err
	}
	var stored struct {
		Spec any `json:"spec"`
	}
	err = json.Unmarshal(encoded, &stored)
	return map[string]any{"spec": stored.Spec}, err
}

// refused gives the message, with the name of the scheme that the released server's has: it is made of the place in the source
// where the scheme is made, and hangs on how a program is built.
func refused(err error) any {
	return map[string]any{"message": strings.ReplaceAll(err.Error(), legacyscheme.Scheme.Name(), "pkg/runtime/scheme.go:111")}
}

// asKubectlSends writes a manifest with kubectl's own encoder: sorted keys, whole numbers as such, HTML letters escaped.
func asKubectlSends(manifest []byte) ([]byte, error) {
	var value any
	if err := utiljson.Unmarshal(manifest, &value); err != nil {
		return nil, err
	}
	fields, isObject := value.(map[string]any)
	if !isObject {
		return manifest, nil
	}
	return runtime.Encode(unstructured.UnstructuredJSONScheme, &unstructured.Unstructured{Object: fields})
}

// decodeStrictly does what the handler of a create does with fieldValidation=Strict.
func decodeStrictly(body []byte) (*apps.DaemonSet, error) {
	info, _ := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	decoder := legacyscheme.Codecs.DecoderToVersion(info.StrictSerializer, apps.SchemeGroupVersion)
	into := &apps.DaemonSet{}
	defaults := served
	object, kind, err := decoder.Decode(body, &defaults, into)
	if err != nil {
		if kind != nil && kind.Kind != "" {
			return nil, apierrors.NewBadRequest(fmt.Sprintf("%s in version %q cannot be handled as a DaemonSet: %v", kind.Kind, kind.Version, err))
		}
		// The server adds the first bytes of the request, which say nothing; the engine leaves them out.
		return nil, apierrors.NewBadRequest(fmt.Sprintf("the object provided is unrecognized (must be of type DaemonSet): %v", err))
	}
	if kind.GroupVersion() != served.GroupVersion() {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("the API version in the data (%s) does not match the expected API version (%v)", kind.GroupVersion(), served.GroupVersion()))
	}
	set, isSet := object.(*apps.DaemonSet)
	if !isSet {
		return nil, fmt.Errorf("decoded to %T", object)
	}
	return set, nil
}

// create does what the handler and the registry do between decoding and storing.
func create(set *apps.DaemonSet) error {
	rest.WipeObjectMetaSystemFields(set)
	if set.Namespace == "" {
		set.Namespace = metav1.NamespaceDefault
	}
	set.OwnerReferences = withoutRepeats(set.OwnerReferences)
	set.ManagedFields, set.ResourceVersion = nil, "" // the server writes its own
	if set.Name == "" && set.GenerateName != "" {
		// The server puts five random letters behind the prefix; here they are always the same.
		set.Name = set.GenerateName[:min(len(set.GenerateName), names.MaxGeneratedNameLength)] + "xxxxx"
	}
	rest.FillObjectMetaSystemFields(set)
	ctx := request.WithNamespace(context.Background(), set.Namespace)
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true, Verb: "create", APIGroup: "apps", APIVersion: "v1", Resource: "daemonsets", Namespace: set.Namespace,
	})
	return rest.BeforeCreate(daemonset.Strategy, ctx, set)
}

func withoutRepeats(owners []metav1.OwnerReference) []metav1.OwnerReference {
	var kept []metav1.OwnerReference
	for _, owner := range owners {
		if !slices.ContainsFunc(kept, func(other metav1.OwnerReference) bool { return apiequality.Semantic.DeepEqual(owner, other) }) {
			kept = append(kept, owner)
		}
	}
	return kept
}

const (
	firstRounds = 24
	moreRounds  = 240
)

// usual is the message in which maps are walked in the order of their keys. Upstream walks Go's maps, and Go begins at a random
// entry of a small map and goes on in the order of insertion. Keys are inserted as the JSON has them, which is sorted. So the
// sorted order is by far the most frequent one, and the message that comes most often is the one that is wanted.
func usual(first string, again func() error) (string, error) {
	if !strings.Contains(first, ", ") {
		return first, nil
	}
	seen := map[string]int{sortSums(first): 1}
	for round := 1; round < firstRounds || (len(seen) > 1 && round < moreRounds); round++ {
		if err := again(); err == nil {
			return "", fmt.Errorf("accepted once, refused another time: %s", first)
		} else {
			seen[sortSums(err.Error())]++
		}
	}
	best := ""
	for message, count := range seen {
		if best == "" || count > seen[best] || (count == seen[best] && message < best) {
			best = message
		}
	}
	return best, nil
}

var sums = regexp.MustCompile(`(?:, |\[)spec\.template\.spec\.resources\.(?:requests|limits)\[[^\]]*\]: Invalid value: "[^"]*": must be greater than or equal to aggregate container (?:requests|limits) of [^,\]]*`)

// sortSums sorts the complaints about sums of resources: these maps are filled from other maps, so their entries do not stand in
// the order of the keys.
func sortSums(message string) string {
	found := sums.FindAllStringIndex(message, -1)
	if len(found) < 2 {
		return message
	}
	for _, what := range []string{"requests", "limits"} {
		var texts []string
		var places [][]int
		for _, place := range found {
			if strings.Contains(message[place[0]:place[1]], "aggregate container "+what) {
				texts = append(texts, message[place[0]:place[1]])
				places = append(places, place)
			}
		}
		for i := range texts {
			texts[i] = strings.TrimLeft(texts[i], ", [")
		}
		slices.Sort(texts)
		for i := len(places) - 1; i >= 0; i-- {
			whole := message[places[i][0]:places[i][1]]
			lead := whole[:len(whole)-len(strings.TrimLeft(whole, ", ["))]
			message = message[:places[i][0]] + lead + texts[i] + message[places[i][1]:]
		}
		found = sums.FindAllStringIndex(message, -1)
	}
	return message
}
