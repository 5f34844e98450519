import type { JsonObject } from '../../../src/core/json.ts';

/** A compose file, the group it becomes, and everything that is told about it. */
export interface Row {
  readonly title: string;
  readonly text: string;
  readonly properties: JsonObject;
  /** `effect path: reason arguments`. */
  readonly report: readonly string[];
}

export const table: readonly Row[] = [
  {
    title: 'one service',
    text: 'services: {web: {image: nginx, restart: always, cpus: 1, mem_limit: 1g}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [],
  },
  {
    title: 'a symmetric port',
    text: 'services: {web: {image: nginx, restart: always, ports: ["80:80", 443]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            ports: [
              {
                port: 80,
                protocol: 'TCP',
              },
              {
                port: 443,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      ipAddress: {
        type: 'Public',
        ports: [
          {
            port: 80,
            protocol: 'TCP',
          },
          {
            port: 443,
            protocol: 'TCP',
          },
        ],
      },
    },
    report: ['changed services/web: sizeDefault 1 | 1'],
  },
  {
    title: 'a mapped port',
    text: 'services: {web: {image: nginx, restart: always, ports: ["80:8080"]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            ports: [
              {
                port: 8080,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      ipAddress: {
        type: 'Public',
        ports: [
          {
            port: 8080,
            protocol: 'TCP',
          },
        ],
      },
    },
    report: ['changed services/web/ports/0: portMapped 80 | 8080', 'changed services/web: sizeDefault 1 | 1'],
  },
  {
    title: 'every short form of ports',
    text: 'services: {web: {image: nginx, restart: always, ports: ["127.0.0.1:9000:9000", "10.0.0.1:81:81", "53:53/udp", "8000-8001:8000-8001", "[::1]:70:70"]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            ports: [
              {
                port: 9000,
                protocol: 'TCP',
              },
              {
                port: 81,
                protocol: 'TCP',
              },
              {
                port: 53,
                protocol: 'UDP',
              },
              {
                port: 8000,
                protocol: 'TCP',
              },
              {
                port: 8001,
                protocol: 'TCP',
              },
              {
                port: 70,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      ipAddress: {
        type: 'Public',
        ports: [
          {
            port: 81,
            protocol: 'TCP',
          },
          {
            port: 53,
            protocol: 'UDP',
          },
          {
            port: 8000,
            protocol: 'TCP',
          },
          {
            port: 8001,
            protocol: 'TCP',
          },
        ],
      },
    },
    report: [
      'changed services/web/ports/0: portLoopback 9000',
      'changed services/web/ports/1: portHostAddress 10.0.0.1 | 81',
      'changed services/web/ports/4: portLoopback 70',
      'changed services/web: sizeDefault 1 | 1',
    ],
  },
  {
    title: 'the long form of a port',
    text: 'services: {web: {image: nginx, restart: always, ports: [{target: 80, published: "8080", protocol: tcp, mode: host}]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            ports: [
              {
                port: 80,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      ipAddress: {
        type: 'Public',
        ports: [
          {
            port: 80,
            protocol: 'TCP',
          },
        ],
      },
    },
    report: [
      'dropped services/web/ports/0/mode: portDetail mode',
      'changed services/web/ports/0: portMapped 8080 | 80',
      'changed services/web: sizeDefault 1 | 1',
    ],
  },
  {
    title: 'ports that are none',
    text: 'services: {web: {image: nginx, restart: always, ports: [http, "80:80/sctp", "70000"]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'blocked services/web/ports/0: portSyntax http',
      'dropped services/web/ports/1: portProtocol sctp',
      'blocked services/web/ports/2: portSyntax 70000',
      'changed services/web: sizeDefault 1 | 1',
    ],
  },
  {
    title: 'more ports than an address has',
    text: 'services: {web: {image: nginx, restart: always, ports: ["1-6:1-6"]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            ports: [
              {
                port: 1,
                protocol: 'TCP',
              },
              {
                port: 2,
                protocol: 'TCP',
              },
              {
                port: 3,
                protocol: 'TCP',
              },
              {
                port: 4,
                protocol: 'TCP',
              },
              {
                port: 5,
                protocol: 'TCP',
              },
              {
                port: 6,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      ipAddress: {
        type: 'Public',
        ports: [
          {
            port: 1,
            protocol: 'TCP',
          },
          {
            port: 2,
            protocol: 'TCP',
          },
          {
            port: 3,
            protocol: 'TCP',
          },
          {
            port: 4,
            protocol: 'TCP',
          },
          {
            port: 5,
            protocol: 'TCP',
          },
          {
            port: 6,
            protocol: 'TCP',
          },
        ],
      },
    },
    report: ['changed services/web: sizeDefault 1 | 1', 'changed services/web/ports/0: portsTooMany 6 | 5'],
  },
  {
    title: 'a port of two services',
    text: 'services: {a: {image: x, restart: always, ports: ["80:80"]}, b: {image: y, restart: always, expose: [80]}}',
    properties: {
      containers: [
        {
          name: 'a',
          properties: {
            image: 'x',
            ports: [
              {
                port: 80,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'b',
          properties: {
            image: 'y',
            ports: [
              {
                port: 80,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      ipAddress: {
        type: 'Public',
        ports: [
          {
            port: 80,
            protocol: 'TCP',
          },
        ],
      },
    },
    report: [
      'changed services: serviceNames a,b',
      'changed services/a: sizeDefault 1 | 1',
      'changed services/b: sizeDefault 1 | 1',
      'blocked services/b/expose/0: portTwice 80 | a,b',
    ],
  },
  {
    title: 'an exposed port',
    text: 'services: {db: {image: postgres, restart: always, expose: ["5432"]}}',
    properties: {
      containers: [
        {
          name: 'db',
          properties: {
            image: 'postgres',
            ports: [
              {
                port: 5432,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: ['changed services/db: sizeDefault 1 | 1'],
  },
  {
    title: 'a build without an image',
    text: 'services: {web: {build: ., restart: always}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: ['changed services/web: sizeDefault 1 | 1', 'blocked services/web/build: imageMissing web'],
  },
  {
    title: 'a build with an image',
    text: 'services: {web: {build: {context: .}, image: me/web, restart: always}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'me/web',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: ['changed services/web: sizeDefault 1 | 1', 'dropped services/web/build: build'],
  },
  {
    title: 'services that depend on each other',
    text: 'services: {web: {image: nginx, restart: always, depends_on: [db], links: [db], networks: [back]}, db: {image: postgres, restart: always}}\nnetworks: {back: {}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'db',
          properties: {
            image: 'postgres',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'dropped networks: sharedNetwork networks',
      'changed services: serviceNames web,db',
      'dropped services/web/depends_on: order db',
      'changed services/web: sizeDefault 1 | 1',
      'changed services/db: sizeDefault 1 | 1',
      'dropped services/web/links: sharedNetwork links',
      'dropped services/web/networks: sharedNetwork networks',
    ],
  },
  {
    title: 'no restart policy',
    text: 'services: {web: {image: nginx}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: ['changed services/web: sizeDefault 1 | 1', 'changed services: restartDefault Always'],
  },
  {
    title: 'different restart policies',
    text: 'services: {web: {image: nginx, restart: unless-stopped}, job: {image: busybox, restart: "no"}, try: {image: busybox, restart: "on-failure:3"}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'job',
          properties: {
            image: 'busybox',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'try',
          properties: {
            image: 'busybox',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'OnFailure',
    },
    report: [
      'changed services: serviceNames web,job,try',
      'changed services/web: sizeDefault 1 | 1',
      'changed services/job: sizeDefault 1 | 1',
      'changed services/try: sizeDefault 1 | 1',
      'dropped services/try/restart: restartDetail on-failure:3',
      'changed services/web/restart: restartShared OnFailure',
      'changed services/job/restart: restartShared OnFailure',
    ],
  },
  {
    title: 'a restart policy for deployment',
    text: 'services: {job: {image: busybox, deploy: {restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3}}}}',
    properties: {
      containers: [
        {
          name: 'job',
          properties: {
            image: 'busybox',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'OnFailure',
    },
    report: [
      'changed services/job: sizeDefault 1 | 1',
      'dropped services/job/deploy/restart_policy/delay: restartDetail delay',
      'dropped services/job/deploy/restart_policy/max_attempts: restartDetail max_attempts',
    ],
  },
  {
    title: 'a restart policy that is none',
    text: 'services: {job: {image: busybox, restart: sometimes}}',
    properties: {
      containers: [
        {
          name: 'job',
          properties: {
            image: 'busybox',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/job: sizeDefault 1 | 1',
      'blocked services/job/restart: restartUnknown sometimes',
      'changed services: restartDefault Always',
    ],
  },
  {
    title: 'reservations and limits',
    text: 'services: {db: {image: mysql, restart: always, deploy: {resources: {reservations: {cpus: "2", memory: 2G}, limits: {cpus: "3", memory: 9G}}}}, web: {image: nginx, restart: always, deploy: {resources: {reservations: {cpus: "1.5", memory: 1.5G}}}}}',
    properties: {
      containers: [
        {
          name: 'db',
          properties: {
            image: 'mysql',
            resources: {
              requests: {
                cpu: 2,
                memoryInGB: 2,
              },
              limits: {
                cpu: 3,
                memoryInGB: 3.5,
              },
            },
          },
        },
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1.5,
                memoryInGB: 1.5,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services: serviceNames db,web',
      'changed services/db/deploy/resources/limits/memory: limitLowered 9 | 3.5',
    ],
  },
  {
    title: 'limits alone, to be rounded',
    text: 'services: {web: {image: nginx, restart: always, deploy: {resources: {limits: {cpus: "0.25", memory: 300M, pids: 10}}}}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 0.3,
                memoryInGB: 0.3,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web/deploy/resources/limits/cpus: amountRounded 0.25 | 0.3',
      'changed services/web/deploy/resources/limits/memory: amountRounded 300M | 0.3',
      'dropped services/web/deploy/resources/limits/pids: deployDetail pids',
    ],
  },
  {
    title: 'sizes that are none',
    text: 'services: {web: {image: nginx, restart: always, cpus: many, mem_limit: 1x}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'blocked services/web/cpus: amountSyntax many',
      'blocked services/web/mem_limit: amountSyntax 1x',
      'changed services/web: sizeDefault 1 | 1',
    ],
  },
  {
    title: 'six services of no size',
    text: 'services: {a: {image: x, restart: always}, b: {image: x, restart: always}, c: {image: x, restart: always}, d: {image: x, restart: always}, e: {image: x, restart: always}, f: {image: x, restart: always}}',
    properties: {
      containers: [
        {
          name: 'a',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 0.6,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'b',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 0.6,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'c',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 0.6,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'd',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 0.6,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'e',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 0.6,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'f',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 0.6,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services: serviceNames a,b,c,d,e,f',
      'changed services/a: sizeDefault 0.6 | 1',
      'changed services/b: sizeDefault 0.6 | 1',
      'changed services/c: sizeDefault 0.6 | 1',
      'changed services/d: sizeDefault 0.6 | 1',
      'changed services/e: sizeDefault 0.6 | 1',
      'changed services/f: sizeDefault 0.6 | 1',
    ],
  },
  {
    title: 'a health check',
    text: 'services: {web: {image: nginx, restart: always, healthcheck: {test: [CMD, curl, -f, "http://localhost"], interval: 1m30s, timeout: 500ms, retries: 5, start_period: 40s, start_interval: 1s}}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
            livenessProbe: {
              exec: {
                command: ['curl', '-f', 'http://localhost'],
              },
              initialDelaySeconds: 40,
              periodSeconds: 90,
              timeoutSeconds: 1,
              failureThreshold: 5,
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'dropped services/web/healthcheck/start_interval: healthDetail start_interval',
      'changed services/web/healthcheck: healthRestarts',
      'changed services/web/healthcheck/timeout: durationRounded 500ms | 1',
    ],
  },
  {
    title: 'a health check as text, and none',
    text: 'services: {a: {image: x, restart: always, healthcheck: {test: "exit 0"}}, b: {image: y, restart: always, healthcheck: {disable: true}}, c: {image: z, restart: always, healthcheck: {test: [curl]}}}',
    properties: {
      containers: [
        {
          name: 'a',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
            livenessProbe: {
              exec: {
                command: ['/bin/sh', '-c', 'exit 0'],
              },
              periodSeconds: 30,
              timeoutSeconds: 30,
              failureThreshold: 3,
            },
          },
        },
        {
          name: 'b',
          properties: {
            image: 'y',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'c',
          properties: {
            image: 'z',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services: serviceNames a,b,c',
      'changed services/a: sizeDefault 1 | 1',
      'changed services/b: sizeDefault 1 | 1',
      'changed services/c: sizeDefault 1 | 1',
      'changed services/a/healthcheck: healthRestarts',
      'blocked services/c/healthcheck/test: healthSyntax',
    ],
  },
  {
    title: 'an environment as a map',
    text: 'services: {web: {image: nginx, restart: always, environment: {A: 1, B: true, HOST: , NONE: , my.name: x, DB_PASSWORD: hunter2}}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            environmentVariables: [
              {
                name: 'A',
                value: '1',
              },
              {
                name: 'B',
                value: 'true',
              },
              {
                name: 'HOST',
                value: 'here',
              },
              {
                name: 'DB_PASSWORD',
                secureValue: 'hunter2',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'taken services/web/environment/HOST: variableTaken HOST',
      'dropped services/web/environment/NONE: variableUnset NONE',
      'dropped services/web/environment/my.name: variableName my.name',
      'changed services/web/environment/DB_PASSWORD: variableSecured DB_PASSWORD',
    ],
  },
  {
    title: 'an environment as a list',
    text: 'services: {web: {image: nginx, restart: always, environment: ["A=b=c", HOST, NONE]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            environmentVariables: [
              {
                name: 'A',
                value: 'b=c',
              },
              {
                name: 'HOST',
                value: 'here',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'taken services/web/environment/1: variableTaken HOST',
      'dropped services/web/environment/2: variableUnset NONE',
    ],
  },
  {
    title: 'an environment from files',
    text: 'services: {web: {image: nginx, restart: always, env_file: [web.env, {path: absent.env, required: false}, gone.env], environment: {A: above}}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            environmentVariables: [
              {
                name: 'A',
                value: 'above',
              },
              {
                name: 'B',
                value: 'two\nlines',
              },
              {
                name: 'C',
                value: '$HOST',
              },
              {
                name: 'D',
                value: 'here',
              },
              {
                name: 'HOST',
                value: 'here',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'taken services/web/env_file/0: fileTaken web.env',
      'taken services/web/env_file/0: variableTaken HOST',
      'blocked services/web/env_file/2: fileMissing gone.env',
    ],
  },
  {
    title: 'every interpolation',
    text: 'services: {web: {image: "nginx:${TAG:-1.27}", restart: always, environment: ["A=$HOST", "B=${EMPTY:-e}", "C=${EMPTY-e}", "D=${HOST:+yes}", "E=${NONE:+yes}", "F=$$x", "G=${NONE:-${HOST}}", "H=${NONE}"]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx:1.27',
            environmentVariables: [
              {
                name: 'A',
                value: 'here',
              },
              {
                name: 'B',
                value: 'e',
              },
              {
                name: 'C',
                value: '',
              },
              {
                name: 'D',
                value: 'yes',
              },
              {
                name: 'E',
                value: '',
              },
              {
                name: 'F',
                value: '$x',
              },
              {
                name: 'G',
                value: 'here',
              },
              {
                name: 'H',
                value: '',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'taken services/web/environment/0: variableTaken HOST',
      'taken services/web/environment/2: variableTaken EMPTY',
      'taken services/web/environment/6: variableTaken HOST',
      'blocked services/web/environment/7: interpolationUnset NONE | ',
      'changed services/web: sizeDefault 1 | 1',
    ],
  },
  {
    title: 'interpolations that fail',
    text: 'services: {web: {image: "nginx:${TAG:?say which}", restart: always, command: "${1}"}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx:',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'blocked services/web/command: interpolationSyntax ${1}',
      'blocked services/web/image: interpolationUnset TAG | say which',
      'changed services/web: sizeDefault 1 | 1',
    ],
  },
  {
    title: 'a command as text',
    text: 'services: {web: {image: nginx, restart: always, command: "sh -c \'echo hi\'"}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            command: ['sh', '-c', 'echo hi'],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'changed services/web/command: commandReplacesEntrypoint',
    ],
  },
  {
    title: 'an entry point and a command',
    text: 'services: {web: {image: nginx, restart: always, entrypoint: [/entry], command: [a, b]}, bad: {image: x, restart: always, entrypoint: "it\'s"}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            command: ['/entry', 'a', 'b'],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'bad',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services: serviceNames web,bad',
      'changed services/web: sizeDefault 1 | 1',
      'changed services/bad: sizeDefault 1 | 1',
      "blocked services/bad/entrypoint: commandSyntax it's",
    ],
  },
  {
    title: 'an Azure file share',
    text: 'services: {web: {image: nginx, restart: always, volumes: ["data:/mnt/data:ro"]}}\nvolumes: {data: {driver: azure_file, driver_opts: {share_name: share, storage_account_name: account}}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
            volumeMounts: [
              {
                name: 'data-volume',
                mountPath: '/mnt/data',
                readOnly: true,
              },
            ],
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      volumes: [
        {
          name: 'data-volume',
          azureFile: {
            shareName: 'share',
            storageAccountName: 'account',
          },
        },
      ],
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'changed volumes/data: volumeKeyAsked data',
      'changed services/web/volumes/0: nameChanged data | data-volume',
    ],
  },
  {
    title: 'an Azure file share that lacks its account',
    text: 'services: {web: {image: nginx, restart: always, volumes: ["mydata:/mnt"]}}\nvolumes: {mydata: {driver: azure_file, driver_opts: {share_name: share}}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
            volumeMounts: [
              {
                name: 'mydata',
                mountPath: '/mnt',
              },
            ],
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      volumes: [
        {
          name: 'mydata',
          azureFile: {
            shareName: 'share',
            storageAccountName: '',
          },
        },
      ],
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'blocked volumes/mydata: azureFileIncomplete mydata | storage_account_name',
      'changed volumes/mydata: volumeKeyAsked mydata',
    ],
  },
  {
    title: 'other volumes',
    text: 'services: {web: {image: nginx, restart: always, tmpfs: /tmp, volumes: ["store:/a", "./src:/b", /c, {type: bind, source: /x, target: /d}, "ours:/e", "nowhere:/f", {type: volume, source: store, target: /g, read_only: true, volume: {nocopy: true}}]}}\nvolumes: {store: , ours: {external: true}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
            volumeMounts: [
              {
                name: 'store',
                mountPath: '/a',
              },
              {
                name: 'web-volume',
                mountPath: '/c',
              },
              {
                name: 'ours-volume',
                mountPath: '/e',
              },
              {
                name: 'nowhere',
                mountPath: '/f',
              },
              {
                name: 'store',
                mountPath: '/g',
                readOnly: true,
              },
              {
                name: 'web-volume-2',
                mountPath: '/tmp',
              },
            ],
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      volumes: [
        {
          name: 'store',
          emptyDir: {},
        },
        {
          name: 'web-volume',
          emptyDir: {},
        },
        {
          name: 'ours-volume',
          emptyDir: {},
        },
        {
          name: 'nowhere',
          emptyDir: {},
        },
        {
          name: 'web-volume-2',
          emptyDir: {},
        },
      ],
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'dropped services/web/volumes/6/volume: volumeDetail volume',
      'changed volumes/store: volumeEmpty store',
      'changed services/web/volumes/2: volumeEmpty',
      'changed volumes/ours: volumeExternal ours',
      'changed services/web/volumes/4: nameChanged ours | ours-volume',
      'blocked services/web/volumes/5: volumeUndeclared nowhere',
      'changed services/web/tmpfs: volumeEmpty',
      'dropped services/web/volumes/1: bindMount ./src',
      'dropped services/web/volumes/3: bindMount /x',
    ],
  },
  {
    title: 'secrets',
    text: 'services: {web: {image: nginx, restart: always, secrets: [one, {source: two, target: /etc/two/key, mode: 0400}, outside]}}\nsecrets: {one: {file: ./one.txt}, two: {environment: HOST}, outside: {external: true}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
            volumeMounts: [
              {
                name: 'web-files',
                mountPath: '/run/secrets',
                readOnly: true,
              },
              {
                name: 'web-files-2',
                mountPath: '/etc/two',
                readOnly: true,
              },
            ],
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      volumes: [
        {
          name: 'web-files',
          secret: {
            one: 'b25l',
          },
        },
        {
          name: 'web-files-2',
          secret: {
            key: 'aGVyZQ==',
          },
        },
      ],
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'taken secrets/one/file: fileTaken ./one.txt',
      'dropped services/web/secrets/1/mode: secretDetail mode',
      'taken secrets/two/environment: variableTaken HOST',
      'dropped services/web/secrets/2: secretExternal outside',
      'changed services/web/secrets/1: mountHides /etc/two',
    ],
  },
  {
    title: 'configs',
    text: 'services: {web: {image: nginx, restart: always, configs: [root, {source: conf, target: /etc/nginx/nginx.conf}]}}\nconfigs: {root: {content: x}, conf: {content: "user $$me;"}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
            volumeMounts: [
              {
                name: 'web-files',
                mountPath: '/etc/nginx',
                readOnly: true,
              },
            ],
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      volumes: [
        {
          name: 'web-files',
          secret: {
            'nginx.conf': 'dXNlciAkbWU7',
          },
        },
      ],
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'dropped services/web/configs/0: configAtRoot root',
      'changed services/web/configs/1: mountHides /etc/nginx',
    ],
  },
  {
    title: 'a secret whose file is gone',
    text: 'services: {web: {image: nginx, restart: always, secrets: [one, two]}}\nsecrets: {one: {file: ./gone.txt}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'blocked secrets/one/file: fileMissing ./gone.txt',
      'blocked services/web/secrets/1: secretUndeclared two',
    ],
  },
  {
    title: 'a domain name',
    text: 'services: {web: {image: nginx, restart: always, domainname: my-shop, ports: ["80:80"]}, api: {image: x, restart: always, domainname: other-shop}, bad: {image: y, restart: always, domainname: a.b}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            ports: [
              {
                port: 80,
                protocol: 'TCP',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'api',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'bad',
          properties: {
            image: 'y',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
      ipAddress: {
        type: 'Public',
        ports: [
          {
            port: 80,
            protocol: 'TCP',
          },
        ],
        dnsNameLabel: 'my-shop',
      },
    },
    report: [
      'changed services: serviceNames web,api,bad',
      'changed services/web: sizeDefault 1 | 1',
      'changed services/api: sizeDefault 1 | 1',
      'changed services/bad: sizeDefault 1 | 1',
      'dropped services/api/domainname: labelOther other-shop | my-shop',
      'dropped services/bad/domainname: labelInvalid a.b',
    ],
  },
  {
    title: 'a domain name without ports',
    text: 'services: {web: {image: nginx, restart: always, domainname: my-shop}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'dropped services/web/domainname: labelWithoutPorts my-shop',
    ],
  },
  {
    title: 'names that are not allowed',
    text: 'services: {My_Web: {image: nginx, restart: always, container_name: web}, my-web: {image: nginx, restart: always}}',
    properties: {
      containers: [
        {
          name: 'my-web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'my-web-2',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services: serviceNames My_Web,my-web',
      'changed services/My_Web: sizeDefault 1 | 1',
      'changed services/my-web: sizeDefault 1 | 1',
      'changed services/My_Web: nameChanged My_Web | my-web',
      'changed services/my-web: nameChanged my-web | my-web-2',
      'dropped services/My_Web/container_name: containerName My_Web',
    ],
  },
  {
    title: 'profiles',
    text: 'services: {web: {image: nginx, restart: always}, debug: {image: x, profiles: [debug]}, on: {image: y, restart: always, profiles: [active]}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'on',
          properties: {
            image: 'y',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'dropped services/debug/profiles: profileInactive debug | debug',
      'changed services: serviceNames web,on',
      'changed services/web: sizeDefault 1 | 1',
      'changed services/on: sizeDefault 1 | 1',
    ],
  },
  {
    title: 'services that extend',
    text: 'services: {base: {image: nginx, restart: always, environment: {A: 1}, command: [a]}, web: {extends: {service: base}, environment: {B: 2}, command: [b]}, other: {extends: {file: x.yaml, service: y}, image: z, restart: always}, loop: {extends: loop, image: z, restart: always}}',
    properties: {
      containers: [
        {
          name: 'base',
          properties: {
            image: 'nginx',
            command: ['a'],
            environmentVariables: [
              {
                name: 'A',
                value: '1',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'web',
          properties: {
            image: 'nginx',
            command: ['b'],
            environmentVariables: [
              {
                name: 'A',
                value: '1',
              },
              {
                name: 'B',
                value: '2',
              },
            ],
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'other',
          properties: {
            image: 'z',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'loop',
          properties: {
            image: 'z',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'blocked services/other/extends: fileMissing x.yaml',
      'blocked services/loop/extends: extendsCycle loop',
      'changed services: serviceNames base,web,other,loop',
      'changed services/base: sizeDefault 1 | 1',
      'changed services/web: sizeDefault 1 | 1',
      'changed services/other: sizeDefault 1 | 1',
      'changed services/loop: sizeDefault 1 | 1',
      'changed services/base/command: commandReplacesEntrypoint',
      'changed services/web/command: commandReplacesEntrypoint',
    ],
  },
  {
    title: 'extension fields and anchors',
    text: 'x-common: &common {image: nginx, restart: always}\nservices: {web: {<<: *common, x-note: hi}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'dropped x-common: extensionField x-common',
      'changed services/web: sizeDefault 1 | 1',
      'dropped services/web/x-note: extensionField x-note',
    ],
  },
  {
    title: 'the head of a file',
    text: 'version: "3.8"\nname: shop\ninclude: [other.yaml]\nodd: 1\nservices: {web: {image: nginx, restart: always, odd: 1}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'blocked include/0: fileMissing other.yaml',
      'dropped version: obsoleteKey version',
      'dropped odd: unknownKey odd',
      'changed services/web: sizeDefault 1 | 1',
      'dropped services/web/odd: unknownKey odd',
    ],
  },
  {
    title: 'keys that a container has not',
    text: 'services: {web: {image: nginx, restart: always, privileged: true, user: root, labels: {a: b}, logging: {driver: json}, develop: {}, platform: linux/arm64, deploy: {replicas: 3, placement: {}, labels: {}}, scale: 2, dns: 8.8.8.8}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: [
      'changed services/web: sizeDefault 1 | 1',
      'dropped services/web/platform: platform linux/arm64',
      'dropped services/web/privileged: system privileged',
      'dropped services/web/user: system user',
      'dropped services/web/labels: labels labels',
      'dropped services/web/logging: logging logging',
      'dropped services/web/develop: local develop',
      'dropped services/web/dns: sharedNetwork dns',
      'dropped services/web/scale: replicas 2',
      'dropped services/web/deploy/replicas: replicas 3',
      'dropped services/web/deploy/placement: deployDetail placement',
      'dropped services/web/deploy/labels: labels labels',
    ],
  },
  {
    title: 'Windows',
    text: 'services: {web: {image: mcr.microsoft.com/windows/nanoserver, restart: always}, api: {image: x, restart: always}}',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'mcr.microsoft.com/windows/nanoserver',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
        {
          name: 'api',
          properties: {
            image: 'x',
            resources: {
              requests: {
                cpu: 1,
                memoryInGB: 1,
              },
            },
          },
        },
      ],
      osType: 'Windows',
      restartPolicy: 'Always',
    },
    report: [
      'changed services: serviceNames web,api',
      'changed services/web: sizeDefault 1 | 1',
      'changed services/api: sizeDefault 1 | 1',
      'blocked services: windowsAlone',
    ],
  },
  {
    title: 'no service',
    text: 'services: {}',
    properties: {
      containers: [],
      osType: 'Linux',
      restartPolicy: 'Always',
    },
    report: ['blocked services: noServices', 'changed services: restartDefault Always'],
  },
];
