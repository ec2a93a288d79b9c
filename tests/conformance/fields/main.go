// Prints every field of an apps/v1 DaemonSet and of everything below it, one Go struct a line, for src/apiserver/fields.txt.
// The format is described in README.md.
package main

import (
	"fmt"
	"reflect"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Types that read their JSON themselves.
var special = map[reflect.Type]string{
	reflect.TypeFor[resource.Quantity]():  "Q",
	reflect.TypeFor[intstr.IntOrString](): "I",
	reflect.TypeFor[metav1.Time]():        "T",
	reflect.TypeFor[metav1.FieldsV1]():    "R",
}

var (
	queue []reflect.Type
	known = map[reflect.Type]bool{}
)

func main() {
	visit(reflect.TypeFor[appsv1.DaemonSet]())
	for i := 0; i < len(queue); i++ {
		fmt.Println(line(queue[i]))
	}
}

func visit(t reflect.Type) {
	if !known[t] {
		known[t] = true
		queue = append(queue, t)
	}
}

func line(t reflect.Type) string {
	words := []string{short(t)}
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case tag == "-":
			continue
		case f.Anonymous && tag == "":
			words = append(words, "+"+f.Name+"="+kind(f.Type))
			continue
		case tag == "":
			tag = f.Name
		}
		mark := ":"
		if strings.Contains(options, "omitempty") {
			mark = "?"
		}
		if strings.Contains(options, "omitzero") {
			mark = "!"
		}
		words = append(words, tag+mark+kind(f.Type))
	}
	return strings.Join(words, " ")
}

func kind(t reflect.Type) string {
	if letter, ok := special[t]; ok {
		return letter
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + kind(t.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "B" + named(t)
		}
		return "[]" + named(t) + kind(t.Elem())
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			panic(t)
		}
		return "{" + key(t.Key()) + "}" + named(t) + kind(t.Elem())
	case reflect.Struct:
		visit(t)
		return short(t)
	case reflect.String:
		return "s" + named(t)
	case reflect.Bool:
		return "b" + named(t)
	case reflect.Int32:
		return "i" + named(t)
	case reflect.Int64:
		return "l" + named(t)
	}
	panic(t)
}

func key(t reflect.Type) string {
	if t == reflect.TypeFor[string]() {
		return ""
	}
	return short(t)
}

// The name of a type that has one of its own, in parentheses, since error messages print it.
func named(t reflect.Type) string {
	if t.PkgPath() == "" {
		return ""
	}
	return "(" + short(t) + ")"
}

// Nearly every package here is called v1, so that goes without saying.
func short(t reflect.Type) string {
	return strings.TrimPrefix(t.String(), "v1.")
}
