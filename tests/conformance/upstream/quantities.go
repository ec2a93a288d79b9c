package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	apilabels "k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/kubernetes/pkg/controller/daemon/util"
)

// quantityCase is two quantities as they stand in a manifest.
type quantityCase struct {
	One   string `json:"one"`
	Other string `json:"other"`
}

// quantitySubject compares the reading, the canonical form, the roundings and the order of quantities.
func quantitySubject() Subject {
	return Subject{
		Name:     "quantities",
		Recorded: 1500,
		Generate: func(r *rand.Rand) any {
			one := randomQuantity(r)
			other := randomQuantity(r)
			if r.IntN(4) == 0 {
				other = nearQuantity(r, one)
			}
			return quantityCase{one, other}
		},
		Answer: func(raw json.RawMessage) (any, error) {
			var c quantityCase
			if err := json.Unmarshal(raw, &c); err != nil {
				return nil, err
			}
			one, first := aboutQuantity(c.One)
			other, second := aboutQuantity(c.Other)
			answer := map[string]any{"one": first, "other": second}
			if one != nil && other != nil {
				answer["order"] = one.Cmp(*other)
			}
			return answer, nil
		},
	}
}

// aboutQuantity says everything that the engine also knows of one quantity.
func aboutQuantity(text string) (*resource.Quantity, any) {
	quantity, err := resource.ParseQuantity(text)
	if err != nil {
		return nil, map[string]any{"error": err.Error()}
	}
	rounded := quantity.DeepCopy()
	rounded.RoundUp(resource.Milli)
	about := map[string]any{
		"canonical": quantity.String(),
		"sign":      quantity.Sign(),
		"rounded":   rounded.String(),
	}
	// Amounts below zero are refused everywhere, and their rounding depends on how they are kept.
	if quantity.Sign() >= 0 {
		about["value"] = fmt.Sprint(quantity.Value())
		about["milli"] = fmt.Sprint(quantity.MilliValue())
	}
	return &quantity, about
}

var quantitySuffixes = []string{
	"", "", "", "n", "u", "m", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Mi", "Gi", "Ti", "Pi", "Ei",
}

var oddSuffixes = []string{
	"K", "ki", "mi", "g", "B", "KiB", "e", "E+", "e-", "Eim", "i", " ", "%", "mm", "e1e1", "e+", "EiEi", "é", "e1.5", "+", "-1", "n1",
}

// randomQuantity is a text that may be a quantity: mostly one near the edges where forms and roundings change.
func randomQuantity(r *rand.Rand) string {
	text := anyOf(r, []string{"", "", "", "", "", "+", "-", "-", "--"}[r.IntN(9):][:1]...)
	switch r.IntN(8) {
	case 0:
		text += anyOf(r, "0", "1", "7", "8", "9", "10", "100", "999", "1000", "1023", "1024", "1025", "1536", "2048", "9223372036854775807", "9223372036854775808", "18446744073709551616")
	case 1:
		text += strings.Repeat("0", r.IntN(4)) + digits(r, r.IntN(25))
	default:
		text += digits(r, 1+r.IntN(6)) + strings.Repeat("0", r.IntN(7)*r.IntN(2))
	}
	if r.IntN(3) == 0 {
		text += "." + digits(r, r.IntN(4)) + strings.Repeat("0", r.IntN(5)) + digits(r, r.IntN(12)*r.IntN(2))
	}
	switch r.IntN(12) {
	case 0:
		text += anyOf(r, "e", "E") + anyOf(r, "", "", "+", "-") + digits(r, 1+r.IntN(2))
	case 1:
		text += anyOf(r, "e", "E") + anyOf(r, "", "-") + anyOf(r, "0", "00", "03", "18", "19", "20", "300", "999", "4294967296", "99999999999999999999")
	case 2:
		text += anyOf(r, oddSuffixes...)
	default:
		text += anyOf(r, quantitySuffixes...)
	}
	if r.IntN(60) == 0 {
		text = anyOf(r, "", ".", "-", "+.", "..", " 1", "1 ", "0x10", "1_000", "1,5", "Ki", "m", "1.2.3", "\t5", "NaN", "inf")
	}
	return text
}

// nearQuantity is a quantity that may well be equal to another.
func nearQuantity(r *rand.Rand, text string) string {
	switch r.IntN(5) {
	case 0:
		return text + "0"
	case 1:
		return strings.Replace(text, "Ki", "", 1)
	case 2:
		return text + "000m"
	case 3:
		return "0" + text
	default:
		if quantity, err := resource.ParseQuantity(text); err == nil {
			return quantity.String()
		}
		return text
	}
}

func digits(r *rand.Rand, count int) string {
	text := make([]byte, count)
	for i := range text {
		text[i] = byte('0' + r.IntN(10))
	}
	return string(text)
}

func anyOf[T any](r *rand.Rand, from ...T) T {
	return from[r.IntN(len(from))]
}

// selectorCase is a label selector, or none, and the labels to match.
type selectorCase struct {
	Selector *metav1.LabelSelector `json:"selector"`
	Labels   map[string]string     `json:"labels"`
}

// selectorSubject compares the compiling and the matching of label selectors.
func selectorSubject() Subject {
	return Subject{
		Name:     "selectors",
		Recorded: 300,
		Generate: func(r *rand.Rand) any {
			c := selectorCase{Labels: randomLabels(r, 4)}
			if r.IntN(20) > 0 {
				c.Selector = randomSelector(r)
			}
			return c
		},
		Answer: func(raw json.RawMessage) (any, error) {
			var c selectorCase
			if err := json.Unmarshal(raw, &c); err != nil {
				return nil, err
			}
			selector, err := metav1.LabelSelectorAsSelector(c.Selector)
			if err != nil {
				return map[string]any{"error": true, "text": metav1.FormatLabelSelector(c.Selector)}, nil
			}
			return map[string]any{
				"matches": selector.Matches(apilabels.Set(c.Labels)),
				"empty":   selector.Empty(),
				"text":    metav1.FormatLabelSelector(c.Selector),
			}, nil
		},
	}
}

var keysOfLabels = []string{"a", "app", "tier", "A", "a.b/c", "kubernetes.io/os"}
var oddKeys = []string{"", "-a", "a/", "/a", "a/b/c", "a b", "UPPER.io/x", strings.Repeat("k", 64), strings.Repeat("p", 254) + "/a", "é"}
var labelTexts = []string{"", "x", "y", "web", "1", "01", "9223372036854775808", "A.b_c-d"}
var oddTexts = []string{"-1", "-x", "x-", "a b", "é", strings.Repeat("v", 64), "a/b", "a,b"}

func labelKey(r *rand.Rand) string {
	if r.IntN(40) == 0 {
		return anyOf(r, oddKeys...)
	}
	return anyOf(r, keysOfLabels...)
}

func labelText(r *rand.Rand) string {
	if r.IntN(40) == 0 {
		return anyOf(r, oddTexts...)
	}
	return anyOf(r, labelTexts...)
}

func randomLabels(r *rand.Rand, most int) map[string]string {
	found := map[string]string{}
	for range r.IntN(most + 1) {
		found[labelKey(r)] = labelText(r)
	}
	return found
}

func randomSelector(r *rand.Rand) *metav1.LabelSelector {
	selector := &metav1.LabelSelector{}
	if r.IntN(3) > 0 {
		selector.MatchLabels = randomLabels(r, 2)
	}
	for range r.IntN(4) {
		operator := anyOf(r, "In", "NotIn", "Exists", "DoesNotExist")
		if r.IntN(30) == 0 {
			operator = anyOf(r, "", "in", "Gt", "Lt", "=", "==", "!=", "Equals")
		}
		requirement := metav1.LabelSelectorRequirement{Key: labelKey(r), Operator: metav1.LabelSelectorOperator(operator)}
		count := 1 + r.IntN(3)
		if strings.HasSuffix(operator, "Exists") || strings.HasSuffix(operator, "Exist") {
			count = 0
		}
		if r.IntN(30) == 0 {
			count = r.IntN(3)
		}
		for range count {
			requirement.Values = append(requirement.Values, labelText(r))
		}
		selector.MatchExpressions = append(selector.MatchExpressions, requirement)
	}
	return selector
}

// percentageCase is the budgets of a DaemonSet and the nodes that it is meant for.
type percentageCase struct {
	MaxUnavailable intstr.IntOrString `json:"maxUnavailable"`
	MaxSurge       intstr.IntOrString `json:"maxSurge"`
	Nodes          int                `json:"nodes"`
}

// percentageSubject compares the scaling of numbers and percentages, and the budgets that the controller takes from them.
func percentageSubject() Subject {
	return Subject{
		Name:     "percentages",
		Recorded: 300,
		Generate: func(r *rand.Rand) any {
			return percentageCase{randomPercentage(r), randomPercentage(r), anyOf(r, 0, 1, 2, 3, 5, 7, 10, 99, 100, 101, 5000, r.IntN(100_000))}
		},
		Answer: func(raw json.RawMessage) (any, error) {
			var c percentageCase
			if err := json.Unmarshal(raw, &c); err != nil {
				return nil, err
			}
			daemonSet := &appsv1.DaemonSet{}
			daemonSet.Spec.UpdateStrategy = appsv1.DaemonSetUpdateStrategy{
				Type:          appsv1.RollingUpdateDaemonSetStrategyType,
				RollingUpdate: &appsv1.RollingUpdateDaemonSet{MaxUnavailable: &c.MaxUnavailable, MaxSurge: &c.MaxSurge},
			}
			number := func(value int, err error) any {
				if err != nil {
					return nil
				}
				return value
			}
			return map[string]any{
				"maxUnavailable": number(util.UnavailableCount(daemonSet, c.Nodes)),
				"maxSurge":       number(util.SurgeCount(daemonSet, c.Nodes)),
				"allowsSurge":    util.AllowsSurge(daemonSet),
			}, nil
		},
	}
}

// randomPercentage is what validation admits, and now and then what it refuses.
func randomPercentage(r *rand.Rand) intstr.IntOrString {
	switch r.IntN(6) {
	case 0:
		return intstr.FromInt32(anyOf(r, 0, 0, 1, 2, 5, int32(r.IntN(5000)), 1<<31-1))
	case 1:
		return intstr.FromString(anyOf(r, "", "%", "5", "abc", "1.5%", "5%%", " 5%", "5 %", "0x5%", "1_0%", "007%", "000%", "99999999999999999999%", "5%5"))
	default:
		return intstr.FromString(fmt.Sprint(anyOf(r, 0, 1, 33, 34, 50, 66, 99, 100, r.IntN(101))) + "%")
	}
}
