{{- define "faceward.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "faceward.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "faceward.labels" -}}
{{ include "faceward.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "faceward.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "faceward.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ .Values.serviceAccount.name | default (include "faceward.fullname" .) }}
{{- else -}}
{{ .Values.serviceAccount.name | default "default" }}
{{- end -}}
{{- end -}}

{{- define "faceward.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "faceward.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- /* The database's part of the environment; takes the root and the name of a secret. */ -}}
{{- define "faceward.databaseEnv" -}}
{{- $root := index . 0 -}}
{{- $secret := index . 1 -}}
- name: SPRING_DATASOURCE_URL
  value: {{ $root.Values.database.url | quote }}
{{- if $secret }}
- name: SPRING_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $root.Values.database.usernameKey }}
- name: SPRING_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $root.Values.database.passwordKey }}
{{- end }}
{{- end -}}

{{- define "faceward.validate" -}}
{{- $several := or (gt (int .Values.replicaCount) 1) (ne .Values.autoscaling.kind "none") -}}
{{- if and $several (not .Values.database.url) -}}
{{- fail "Several replicas share a PostgreSQL: set database.url, or replicaCount to 1 and autoscaling.kind to none." -}}
{{- end -}}
{{- if and .Values.database.url (not .Values.s3.bucket) (not .Values.persistence.existingClaim) $several -}}
{{- fail "Several replicas share the photos of jobs: set s3.bucket, or persistence.existingClaim to a volume that all can write to." -}}
{{- end -}}
{{- if and .Values.migration.enabled (not .Values.database.url) -}}
{{- fail "There is nothing to migrate without database.url." -}}
{{- end -}}
{{- if and (eq .Values.access.mode "jwt") (not .Values.access.jwt.issuerUri) -}}
{{- fail "access.mode jwt needs access.jwt.issuerUri." -}}
{{- end -}}
{{- end -}}
