// What keeps data of its own and is one pod: a file, a volume, ports.
// `what` is `{ user, image, args, file: { name: text }, folder, data, ports: { name:
// number }, ready: { path, port }, open: { port: [peer] }, env }`, where `folder` is
// where its file lies and `data` where it keeps things.
function(kit, values, what)
  {
    'service-account': kit.serviceAccount(),
    'config-map': kit.configMap(what.file),
    'stateful-set': kit.statefulSet(kit.pods(what.user, {
      containers: [
        {
          name: kit.part,
          image: what.image,
          args: what.args,
          ports: [{ name: name, containerPort: what.ports[name] } for name in std.objectFields(what.ports)],
          readinessProbe: { httpGet: what.ready, initialDelaySeconds: 10 },
          livenessProbe: { httpGet: what.ready, initialDelaySeconds: 60, failureThreshold: 10 },
          resources: values.resources,
          securityContext: kit.containerSecurity,
          volumeMounts: [
            { name: 'data', mountPath: what.data },
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'config', mountPath: what.folder, readOnly: true },
          ],
        },
      ],
      // It writes down what it holds in memory.
      terminationGracePeriodSeconds: 120,
      volumes: [
        { name: 'config', configMap: { name: kit.name + '-config' } },
        { name: 'tmp', emptyDir: {} },
      ],
    }, annotations=kit.digest(what.file)), values),
    service: kit.service(what.ports),
    'network-policy': kit.networkPolicy(what.open),
  }
