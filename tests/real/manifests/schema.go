package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	kjson "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/intstr"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"
)

// `kubectl apply` copies the object into an annotation, which the API server
// limits.
const maxApplied = 262144

// The schema of one version of a custom resource.
type crdSchema struct {
	structural *schema.Structural
	validator  validation.SchemaValidator
}

// readSchemas reads CustomResourceDefinitions by apiVersion and kind.
func readSchemas(folders []string) (map[string]crdSchema, error) {
	schemas := map[string]crdSchema{}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if err := readSchema(file, schemas); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	if len(schemas) == 0 {
		return nil, fmt.Errorf("no CustomResourceDefinitions in %v", folders)
	}
	return schemas, nil
}

func readSchema(file string, into map[string]crdSchema) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return err
	}
	for _, version := range crd.Spec.Versions {
		if version.Schema == nil || version.Schema.OpenAPIV3Schema == nil {
			continue
		}
		var internal apiextensions.JSONSchemaProps
		if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, &internal, nil); err != nil {
			return err
		}
		structural, err := schema.NewStructural(&internal)
		if err != nil {
			return err
		}
		validator, _, err := validation.NewSchemaValidator(&internal)
		if err != nil {
			return err
		}
		into[crd.Spec.Group+"/"+version.Name+" "+crd.Spec.Names.Kind] = crdSchema{structural, validator}
	}
	return nil
}

// judge says what the API server and the operator have against an object.
func judge(schemas map[string]crdSchema, manifest object) []string {
	var problems []string
	for _, err := range metavalidation.ValidateObjectMetaAccessor(&manifest.Unstructured, manifest.GetNamespace() != "", metavalidation.NameIsDNSSubdomain, field.NewPath("metadata")) {
		problems = append(problems, err.Error())
	}
	text, err := manifest.MarshalJSON()
	if err != nil {
		return append(problems, err.Error())
	}
	// Definitions are applied by the server, as the README of their tree says.
	if len(text) > maxApplied && manifest.kind() != "CustomResourceDefinition" {
		problems = append(problems, fmt.Sprintf("%d bytes do not fit into the annotation of `kubectl apply`", len(text)))
	}
	if found, ok := schemaOf(schemas, manifest); ok {
		problems = append(problems, found.judge(manifest)...)
		return append(problems, asOperator(text, manifest.kind())...)
	}
	if manifest.GetAPIVersion() == "route.openshift.io/v1" && manifest.kind() == "Route" {
		if err := strictly(text, &route{}); err != nil {
			problems = append(problems, err.Error())
		}
		return problems
	}
	if rare[manifest.GetAPIVersion()+" "+manifest.kind()] {
		return problems
	}
	if _, err := scheme.Scheme.New(manifest.GroupVersionKind()); err != nil {
		return append(problems, fmt.Sprintf("no schema for %s %s", manifest.GetAPIVersion(), manifest.kind()))
	}
	strict := kjson.NewSerializerWithOptions(kjson.DefaultMetaFactory, scheme.Scheme, scheme.Scheme, kjson.SerializerOptions{Strict: true})
	if _, _, err := strict.Decode(text, nil, nil); err != nil {
		problems = append(problems, err.Error())
	}
	return problems
}

// The definitions of monitoring.rhobs are those of monitoring.coreos.com one
// release earlier; where they are not at hand, the later ones judge.
func schemaOf(schemas map[string]crdSchema, manifest object) (crdSchema, bool) {
	key := manifest.GetAPIVersion() + " " + manifest.kind()
	if found, ok := schemas[key]; ok {
		return found, true
	}
	found, ok := schemas[strings.Replace(key, "monitoring.rhobs/", "monitoring.coreos.com/", 1)]
	return found, ok
}

// Kinds whose definitions no Go module brings: they are judged where a folder
// with them is given, and counted where not.
var rare = map[string]bool{
	"monitoring.rhobs/v1alpha1 MonitoringStack": true,
	"perses.dev/v1alpha2 PersesDashboard":       true,
	"perses.dev/v1alpha2 PersesDatasource":      true,
}

func (s crdSchema) judge(manifest object) []string {
	var problems []string
	content := runtime.DeepCopyJSON(manifest.Object)
	options := schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	unknown := pruning.PruneWithOptions(content, s.structural, true, options)
	sort.Strings(unknown)
	for _, path := range unknown {
		problems = append(problems, fmt.Sprintf("unknown field %q", path))
	}
	for _, err := range validation.ValidateCustomResource(nil, manifest.Object, s.validator) {
		problems = append(problems, err.Error())
	}
	for _, err := range listtype.ValidateListSetsAndMaps(nil, s.structural, manifest.Object) {
		problems = append(problems, err.Error())
	}
	return problems
}

// What OpenShift takes for a Route, as far as the tests need it: its API is no
// CustomResourceDefinition.
type route struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`
	Spec              struct {
		Host string `json:"host"`
		Path string `json:"path"`
		To   struct {
			Kind   string `json:"kind"`
			Name   string `json:"name"`
			Weight int32  `json:"weight"`
		} `json:"to"`
		Port struct {
			TargetPort intstr.IntOrString `json:"targetPort"`
		} `json:"port"`
		TLS struct {
			Termination                   string `json:"termination"`
			InsecureEdgeTerminationPolicy string `json:"insecureEdgeTerminationPolicy"`
		} `json:"tls"`
		WildcardPolicy string `json:"wildcardPolicy"`
	} `json:"spec"`
}

func init() {
	utilruntime.Must(apiextensionsv1.AddToScheme(scheme.Scheme))
}

var background = context.Background()
