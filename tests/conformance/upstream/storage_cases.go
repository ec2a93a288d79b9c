package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	v1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/component-helpers/storage/ephemeral"
)

const (
	ownDriver = "csi.example.com"
	ebsDriver = "ebs.csi.aws.com"
)

var classes = []string{"fast", "gp2", "gp3", "gone"}

// storage is what a cluster knows of volumes. The claims own0 to own2 of the namespace are there and have what they need.
func storage(r *rand.Rand, nodes int, namespace string) *storageCase {
	s := &storageCase{}
	later := storagev1.VolumeBindingWaitForFirstConsumer
	for i, provisioner := range []string{ownDriver, "kubernetes.io/aws-ebs", ebsDriver} {
		class := &storagev1.StorageClass{ObjectMeta: metav1.ObjectMeta{Name: classes[i]}, Provisioner: provisioner, VolumeBindingMode: &later}
		class.CreationTimestamp = metav1.NewTime(noon.Add(time.Duration(r.IntN(2)) * time.Hour))
		if i == 0 || chance(r, 0.3) {
			class.Annotations = map[string]string{"storageclass.kubernetes.io/is-default-class": "true"}
		}
		s.Classes = append(s.Classes, class)
	}
	if chance(r, 0.4) {
		needed := chance(r, 0.7)
		driver := &storagev1.CSIDriver{ObjectMeta: metav1.ObjectMeta{Name: one(r, []string{ownDriver, ebsDriver})}}
		driver.Spec.PreventPodSchedulingIfMissing = &needed
		s.Drivers = append(s.Drivers, driver)
	}
	for i := range nodes {
		// Where nobody pasted any, nothing is known.
		if i > 0 && chance(r, 0.15) {
			continue
		}
		node := &storagev1.CSINode{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("n%d", i)}}
		for _, name := range []string{ownDriver, ebsDriver} {
			driver := storagev1.CSINodeDriver{Name: name, NodeID: "x"}
			if chance(r, 0.8) {
				most := r.Int32N(4)
				driver.Allocatable = &storagev1.VolumeNodeResources{Count: &most}
			}
			if chance(r, 0.85) {
				node.Spec.Drivers = append(node.Spec.Drivers, driver)
			}
		}
		s.Nodes = append(s.Nodes, node)
	}
	for i := range 5 {
		s.Volumes = append(s.Volumes, volumeObject(r, fmt.Sprintf("pv%d", i)))
	}
	for i := range 3 {
		claim := claimOf(r, fmt.Sprintf("own%d", i), namespace)
		if claim.Spec.VolumeName == "pv9" {
			claim.Spec.VolumeName = "pv0"
		}
		if claim.Spec.StorageClassName != nil && *claim.Spec.StorageClassName == "gone" {
			claim.Spec.StorageClassName = &classes[0]
		}
		s.Claims = append(s.Claims, claim)
	}
	for _, namespace := range []string{"default", "other"} {
		for i := range 4 {
			s.Claims = append(s.Claims, claimOf(r, fmt.Sprintf("data%d", i), namespace))
		}
	}
	for i := range r.IntN(5) {
		volume := one(r, s.Volumes).Name
		attachment := &storagev1.VolumeAttachment{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("va%d", i)}}
		attachment.Spec = storagev1.VolumeAttachmentSpec{Attacher: one(r, []string{ownDriver, ebsDriver, ownDriver}), NodeName: fmt.Sprintf("n%d", r.IntN(nodes))}
		if chance(r, 0.9) {
			attachment.Spec.Source.PersistentVolumeName = &volume
		}
		s.Attachments = append(s.Attachments, attachment)
	}
	return s
}

func volumeObject(r *rand.Rand, name string) *v1.PersistentVolume {
	volume, handle := &v1.PersistentVolume{ObjectMeta: metav1.ObjectMeta{Name: name}}, one(r, []string{"vol-1", "vol-2", "vol-3"})
	switch r.IntN(6) {
	case 0:
		volume.Spec.NFS = &v1.NFSVolumeSource{Server: "a", Path: "/"}
	case 1:
		volume.Spec.AWSElasticBlockStore = &v1.AWSElasticBlockStoreVolumeSource{VolumeID: one(r, []string{"", "aws://a/", "aws:///"}) + handle}
	case 2:
		volume.Spec.CSI = &v1.CSIPersistentVolumeSource{Driver: ebsDriver, VolumeHandle: handle}
	default:
		volume.Spec.CSI = &v1.CSIPersistentVolumeSource{Driver: ownDriver, VolumeHandle: handle}
	}
	return volume
}

func claimOf(r *rand.Rand, name, namespace string) *v1.PersistentVolumeClaim {
	claim := &v1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: namespace}}
	if chance(r, 0.6) {
		claim.Spec.VolumeName = one(r, []string{"pv0", "pv1", "pv2", "pv3", "pv4", "pv9"})
	}
	class := one(r, classes)
	if claim.Spec.VolumeName == "" && chance(r, 0.1) {
		claim.Annotations = map[string]string{v1.BetaStorageClassAnnotation: classes[0]}
	}
	claim.Spec.StorageClassName = &class
	return claim
}

func claimed(name string) v1.Volume {
	source := v1.VolumeSource{PersistentVolumeClaim: &v1.PersistentVolumeClaimVolumeSource{ClaimName: name}}
	return v1.Volume{Name: name, VolumeSource: source}
}

// ownVolume is one that the DaemonSet's Pods can have.
func ownVolume(r *rand.Rand) v1.Volume {
	if chance(r, 0.5) {
		return claimed(fmt.Sprintf("own%d", r.IntN(3)))
	}
	template := &v1.PersistentVolumeClaimTemplate{Spec: v1.PersistentVolumeClaimSpec{
		AccessModes: []v1.PersistentVolumeAccessMode{v1.ReadWriteOnce},
		Resources:   v1.VolumeResourceRequirements{Requests: v1.ResourceList{v1.ResourceStorage: resource.MustParse("1Gi")}},
	}}
	if chance(r, 0.7) {
		class := one(r, classes[:3])
		template.Spec.StorageClassName = &class
	}
	name := fmt.Sprintf("scratch%d", r.IntN(2))
	return v1.Volume{Name: name, VolumeSource: v1.VolumeSource{Ephemeral: &v1.EphemeralVolumeSource{VolumeClaimTemplate: template}}}
}

// unlike drops volumes whose name is taken.
func unlike(spec *v1.PodSpec) {
	seen := map[string]bool{}
	spec.Volumes = slices.DeleteFunc(spec.Volumes, func(v v1.Volume) bool {
		taken := seen[v.Name]
		seen[v.Name] = true
		return taken
	})
}

// furnish gives a Pod volumes, and what is made for it.
func (s *storageCase) furnish(r *rand.Rand, pod *v1.Pod) {
	pod.Spec.Volumes = append(pod.Spec.Volumes, some(r, 2, func() v1.Volume {
		if chance(r, 0.75) {
			return claimed(fmt.Sprintf("%s%d", one(r, []string{"data", "data", "own"}), r.IntN(5)))
		}
		return ownVolume(r)
	})...)
	unlike(&pod.Spec)
	for i := range pod.Spec.Volumes {
		if volume := &pod.Spec.Volumes[i]; volume.Ephemeral != nil {
			claim := claimOf(r, ephemeral.VolumeClaimName(pod, volume), pod.Namespace)
			claim.OwnerReferences = []metav1.OwnerReference{*metav1.NewControllerRef(pod, v1.SchemeGroupVersion.WithKind("Pod"))}
			s.Claims = append(s.Claims, claim)
		}
	}
}
