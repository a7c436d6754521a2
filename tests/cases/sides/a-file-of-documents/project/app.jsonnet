{ 'deployment.yaml': { kind: 'Deployment', apiVersion: 'apps/v1', metadata: { name: 'app' }, spec: { replicas: 2 } } }
