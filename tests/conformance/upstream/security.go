package main

import (
	"encoding/json"
	"slices"
	"strings"

	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/capabilities"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// security asks the checks of the Pod Security Standards, at their newest version, about the template of a DaemonSet that the API
// server takes: what each level says of it, and each check that denies it.
func security() Subject {
	capabilities.Setup(true, 0)
	return Subject{Name: "security", Generate: generateSecurity, Answer: answerSecurity, Recorded: 1600}
}

type levelAnswer struct {
	Allowed bool   `json:"allowed"`
	Reason  string `json:"reason"`
	Detail  string `json:"detail"`
}

type checkAnswer struct {
	ID     string `json:"id"`
	Level  string `json:"level"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

func answerSecurity(raw json.RawMessage) (any, error) {
	var one struct {
		Manifest json.RawMessage `json:"manifest"`
	}
	if err := json.Unmarshal(raw, &one); err != nil {
		return nil, err
	}
	set, err := stored(one.Manifest)
	if err != nil {
		return nil, nil // what is refused has no Pod; its message is a subject of its own
	}
	template := &set.Spec.Template
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return nil, err
	}
	answer := map[string]any{}
	for _, level := range []api.Level{api.LevelPrivileged, api.LevelBaseline, api.LevelRestricted} {
		at := api.LevelVersion{Level: level, Version: api.LatestVersion()}
		all := policy.AggregateCheckResults(evaluator.EvaluatePod(at, &template.ObjectMeta, &template.Spec))
		answer[string(level)] = levelAnswer{all.Allowed, all.ForbiddenReason(), all.ForbiddenDetail()}
	}
	checks := policy.DefaultChecks()
	slices.SortFunc(checks, func(a, b policy.Check) int {
		return strings.Compare(string(a.Level)+string(a.ID), string(b.Level)+string(b.ID))
	})
	denied := []checkAnswer{}
	for _, check := range checks {
		newest := check.Versions[len(check.Versions)-1]
		if result := newest.CheckPod(&template.ObjectMeta, &template.Spec); !result.Allowed {
			denied = append(denied, checkAnswer{string(check.ID), string(check.Level), result.ForbiddenReason, result.ForbiddenDetail})
		}
	}
	answer["checks"] = denied
	return answer, nil
}

// stored is the DaemonSet as it comes out of the API server after a create, or why it is refused.
func stored(manifest json.RawMessage) (*apps.DaemonSet, error) {
	body, err := asKubectlSends(manifest)
	if err != nil {
		return nil, err
	}
	object, err := decodeStrictly(body)
	if err != nil {
		return nil, err
	}
	if err := create(object); err != nil {
		return nil, err
	}
	encoded, err := runtime.Encode(legacyscheme.Codecs.LegacyCodec(served.GroupVersion()), object)
	if err != nil {
		return nil, err
	}
	set := &apps.DaemonSet{}
	return set, json.Unmarshal(encoded, set)
}
