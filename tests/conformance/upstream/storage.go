package main

import (
	"errors"

	v1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/component-helpers/storage/ephemeral"
	"k8s.io/component-helpers/storage/volume"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/volumebinding"
	volumeutil "k8s.io/kubernetes/pkg/volume/util"
)

// storageCase is what a cluster knows of volumes, by kind.
type storageCase struct {
	Claims      []*v1.PersistentVolumeClaim   `json:"PersistentVolumeClaim,omitempty"`
	Volumes     []*v1.PersistentVolume        `json:"PersistentVolume,omitempty"`
	Classes     []*storagev1.StorageClass     `json:"StorageClass,omitempty"`
	Drivers     []*storagev1.CSIDriver        `json:"CSIDriver,omitempty"`
	Nodes       []*storagev1.CSINode          `json:"CSINode,omitempty"`
	Attachments []*storagev1.VolumeAttachment `json:"VolumeAttachment,omitempty"`
}

// bindEverything takes all claims to be bound and within reach: that is another plugin's question.
func (k *kubeScheduler) bindEverything() {
	for _, plugin := range k.profile.EnqueueExtensions() {
		if binding, ok := plugin.(*volumebinding.VolumeBinding); ok {
			binding.Binder = volumebinding.NewFakeVolumeBinder(&volumebinding.FakeVolumeBinderConfig{AllBound: true})
		}
	}
}

// loadStorage has the plugins see what is known of volumes; what it returns takes it out again.
func (k *kubeScheduler) loadStorage(s *storageCase) (func(), error) {
	if s == nil {
		s = &storageCase{}
	}
	core, storage := k.informers.Core().V1(), k.informers.Storage().V1()
	claims, volumes := core.PersistentVolumeClaims().Informer().GetStore(), core.PersistentVolumes().Informer().GetStore()
	classes, drivers := storage.StorageClasses().Informer().GetStore(), storage.CSIDrivers().Informer().GetStore()
	nodes, attachments := storage.CSINodes().Informer().GetStore(), storage.VolumeAttachments().Informer().GetStore()
	err := errors.Join(
		addAll(claims, s.Claims), addAll(volumes, s.Volumes), addAll(classes, s.Classes),
		addAll(drivers, s.Drivers), addAll(nodes, s.Nodes), addAll(attachments, s.Attachments),
	)
	return func() {
		// What was made for Pods too.
		for _, store := range []cache.Store{claims, volumes, classes, drivers, nodes, attachments} {
			_ = store.Replace(nil, "")
		}
	}, err
}

func addAll[T any](store cache.Store, objects []T) error {
	var errs []error
	for _, object := range objects {
		errs = append(errs, store.Add(object))
	}
	return errors.Join(errs...)
}

// claim makes the claims of a Pod that asks for some of its own, as the controller and the admission plugin for default classes do.
func (k *kubeScheduler) claim(c *clusterCase, pod *v1.Pod) error {
	store := k.informers.Core().V1().PersistentVolumeClaims().Informer().GetStore()
	for i := range pod.Spec.Volumes {
		asked := &pod.Spec.Volumes[i]
		if asked.Ephemeral == nil {
			continue
		}
		owner := metav1.NewControllerRef(pod, v1.SchemeGroupVersion.WithKind("Pod"))
		made := &v1.PersistentVolumeClaim{
			ObjectMeta: metav1.ObjectMeta{
				Name: ephemeral.VolumeClaimName(pod, asked), Namespace: pod.Namespace, OwnerReferences: []metav1.OwnerReference{*owner},
			},
			Spec: asked.Ephemeral.VolumeClaimTemplate.Spec,
		}
		if volume.GetPersistentVolumeClaimClass(made) == "" && made.Spec.StorageClassName == nil {
			lister := k.informers.Storage().V1().StorageClasses().Lister()
			class, err := volumeutil.GetDefaultClass(lister)
			if err != nil {
				return err
			}
			if class == nil {
				return errors.New("no cluster holds this")
			}
			made.Spec.StorageClassName = &class.Name
		}
		if err := store.Add(made); err != nil {
			return err
		}
	}
	return nil
}
