package main

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
)

var daemonSetType = reflect.TypeFor[appsv1.DaemonSet]()

// generateAdmission takes a sound manifest of several parts and spoils it in 0 to 4 places; now and then it grows a whole part
// at random from upstream's own types.
func generateAdmission(r *rand.Rand) any {
	manifest := realOr(r, realSets, objectOf, func() map[string]any { return soundManifest(r) })
	for range []int{0, 1, 1, 1, 1, 2, 2, 2, 3, 4}[r.IntN(10)] {
		mutate(r, manifest)
	}
	if version, ok := manifest["apiVersion"].(string); ok && !strings.HasPrefix(version, "apps/") && manifest["kind"] != nil {
		// A kind of another group that the server knows would never be sent to the DaemonSets.
		manifest["kind"] = "DaemonSet"
	}
	return map[string]any{"manifest": manifest}
}

// soundManifest puts sound parts together; each may be absent.
func soundManifest(r *rand.Rand) map[string]any {
	manifest := objectOf(`{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d"}, "spec": {"selector": {"matchLabels": {"a": "b"}},
		"template": {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}}`)
	for range r.IntN(7) {
		merge(manifest, objectOf(soundParts[r.IntN(len(soundParts))]))
	}
	return manifest
}

func objectOf(text string) map[string]any {
	var value map[string]any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		panic(text + ": " + err.Error())
	}
	return value
}

// merge puts one object into another. Lists of objects are merged by their names, others are replaced.
func merge(into, from map[string]any) {
	for _, key := range sortedKeys(from) {
		switch value := from[key].(type) {
		case map[string]any:
			if inner, ok := into[key].(map[string]any); ok {
				merge(inner, value)
				continue
			}
		case []any:
			if list, ok := into[key].([]any); ok && mergeByName(list, value) {
				into[key] = appendNew(list, value)
				continue
			}
		}
		into[key] = from[key]
	}
}

func nameOf(value any) (string, bool) {
	fields, ok := value.(map[string]any)
	if !ok {
		return "", false
	}
	name, ok := fields["name"].(string)
	return name, ok
}

func mergeByName(lists ...[]any) bool {
	for _, list := range lists {
		for _, item := range list {
			if _, ok := nameOf(item); !ok {
				return false
			}
		}
	}
	return true
}

func appendNew(list, more []any) []any {
	for _, item := range more {
		name, _ := nameOf(item)
		at := slices.IndexFunc(list, func(other any) bool { found, _ := nameOf(other); return found == name })
		if at < 0 {
			list = append(list, item)
		} else {
			merge(list[at].(map[string]any), item.(map[string]any))
		}
	}
	return list
}

func sortedKeys(fields map[string]any) []string { return slices.Sorted(maps.Keys(fields)) }

// A place in a manifest: the value, how to replace or remove it, and the Go type that is read from it.
type place struct {
	value  any
	name   string // of the field, or of the list that holds the item
	typed  reflect.Type
	set    func(any)
	remove func()
	depth  int
}

// places lists every value of a manifest with its type.
func places(manifest map[string]any) []place {
	var all []place
	var walk func(p place)
	walk = func(p place) {
		all = append(all, p)
		typed := p.typed
		for typed != nil && typed.Kind() == reflect.Pointer {
			typed = typed.Elem()
		}
		switch value := p.value.(type) {
		case map[string]any:
			for _, key := range sortedKeys(value) {
				var inner reflect.Type
				name := key
				switch {
				case typed == nil:
				case typed.Kind() == reflect.Struct:
					inner = fieldsOf(typed)[key]
				case typed.Kind() == reflect.Map:
					inner, name = typed.Elem(), p.name
				}
				walk(place{value[key], name, inner, func(v any) { value[key] = v }, func() { delete(value, key) }, p.depth + 1})
			}
		case []any:
			var inner reflect.Type
			if typed != nil && typed.Kind() == reflect.Slice {
				inner = typed.Elem()
			}
			for i := range value {
				walk(place{value[i], p.name, inner, func(v any) { value[i] = v }, func() { p.set(slices.Delete(slices.Clone(value), i, i+1)) }, p.depth + 1})
			}
		}
	}
	walk(place{value: manifest, typed: daemonSetType, set: func(any) {}, remove: func() {}})
	return all
}

// fieldsOf are the JSON fields of a struct, those of embedded ones among them.
func fieldsOf(typed reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range typed.NumField() {
		field := typed.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case name == "-":
		case field.Anonymous && field.Type.Kind() == reflect.Struct && (name == "" || strings.Contains(options, "inline")):
			maps.Copy(fields, fieldsOf(field.Type))
		case name != "":
			fields[name] = field.Type
		}
	}
	return fields
}

// mutate spoils one place.
func mutate(r *rand.Rand, manifest map[string]any) {
	all := places(manifest)
	p := all[r.IntN(len(all))]
	if p.depth == 0 || r.IntN(3) == 0 {
		// A field that is not there yet: objects of the Pod are as likely as any.
		var objects []place
		for _, candidate := range all {
			if _, ok := candidate.value.(map[string]any); ok && candidate.typed != nil {
				objects = append(objects, candidate)
			}
		}
		addField(r, objects[r.IntN(len(objects))])
		return
	}
	switch r.IntN(16) {
	case 0:
		p.remove()
	case 1:
		p.set(nil)
	case 2:
		p.set([]any{"", 0, []any{}, map[string]any{}, false}[r.IntN(5)])
	case 3:
		p.set(emptyLike(p.value))
	case 4:
		if r.IntN(3) == 0 {
			p.set([]any{"x", 1, 1.5, true, []any{"x"}, map[string]any{"x": "y"}, "1", -1}[r.IntN(8)])
		} else {
			p.set(plausible(r, p.typed, p.name, 0))
		}
	case 5, 6:
		if list, ok := p.value.([]any); ok && len(list) > 0 {
			p.set(append(slices.Clone(list), copied(list[r.IntN(len(list))])))
		} else if text, ok := p.value.(string); ok {
			p.set(spoiled(r, text))
		} else {
			p.set(plausible(r, p.typed, p.name, 0))
		}
	case 7:
		if list, ok := p.value.([]any); ok && p.typed != nil && p.typed.Kind() == reflect.Slice {
			p.set(append(slices.Clone(list), plausible(r, p.typed.Elem(), p.name, 0)))
		} else {
			p.set(plausible(r, p.typed, p.name, 0))
		}
	case 8:
		if text, ok := p.value.(string); ok {
			p.set(spoiled(r, text))
		} else {
			p.set(plausible(r, p.typed, p.name, 0))
		}
	default:
		p.set(plausible(r, p.typed, p.name, 0))
	}
}

func addField(r *rand.Rand, p place) {
	fields := p.value.(map[string]any)
	typed := p.typed
	for typed.Kind() == reflect.Pointer {
		typed = typed.Elem()
	}
	switch {
	case r.IntN(40) == 0:
		fields[[]string{"foo", "zz", "Name", "image_", "conatiners", "0"}[r.IntN(6)]] = "x"
	case typed.Kind() == reflect.Map:
		fields[mapKey(r, typed, p.name)] = plausible(r, typed.Elem(), p.name, 0)
	case typed.Kind() == reflect.Struct:
		known := fieldsOf(typed)
		if len(known) == 0 {
			return
		}
		names := slices.Sorted(maps.Keys(known))
		name := names[r.IntN(len(names))]
		fields[name] = plausible(r, known[name], name, 0)
	}
}

func emptyLike(value any) any {
	switch value.(type) {
	case string:
		return ""
	case []any:
		return []any{}
	case map[string]any:
		return map[string]any{}
	case bool:
		return false
	}
	return 0
}

func copied(value any) any {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	var copy any
	if err := json.Unmarshal(text, &copy); err != nil {
		panic(err)
	}
	return copy
}

// spoiled is a text with something wrong about it.
func spoiled(r *rand.Rand, text string) string {
	switch r.IntN(12) {
	case 0:
		return strings.ToUpper(text)
	case 1:
		return text + " "
	case 2:
		return "-" + text
	case 3:
		return text + "/"
	case 4:
		return "../" + text
	case 5:
		return strings.Repeat(text+"a", 1+r.IntN(300))
	case 6:
		return text + "_é"
	case 7:
		return "/" + text
	case 8:
		return text + ".b"
	case 9:
		return text + "\t<&>\u2028\""
	case 10:
		return ""
	}
	return text + "x"
}
