import type { IConstruct } from 'constructs';

/**
 * Runs rules of cdk-nag without what they would load for nothing: to ask whether a resource is, say, a Redshift cluster, they
 * load every class of Redshift, and together 5 MB of classes that no template has a resource of.
 *
 * In the meantime aws-cdk-lib answers an empty class for each class of a resource (`CfnCluster`) that was not asked for yet
 * and that no construct of the tree is called by, so that nothing is an instance of it, as nothing is of the real one. The
 * constructs of the tree get the real classes, and so does everybody afterwards.
 */
export function withoutSpareResourceClasses<Result>(tree: IConstruct, run: () => Result): Result {
  const inUse = classNamesIn(tree);
  const spared = loadedServices().flatMap((service) =>
    Object.entries(Object.getOwnPropertyDescriptors(service))
      // A getter loads the class; it has made way for its value where it was asked.
      .filter(([name, { get, configurable }]) => name.startsWith('Cfn') && get && configurable && !inUse.has(name))
      .map(([name, descriptor]) => ({ service, name, descriptor })),
  );
  try {
    for (const { service, name, descriptor } of spared) {
      Object.defineProperty(service, name, { configurable: true, enumerable: descriptor.enumerable, value: class {} });
    }
    return run();
  } finally {
    for (const { service, name, descriptor } of spared) Object.defineProperty(service, name, descriptor);
  }
}

/** The names of the classes, and of those that they extend, of every construct of a tree. */
function classNamesIn(tree: IConstruct): ReadonlySet<string> {
  const classes = new Set<object>();
  for (const construct of tree.node.findAll()) {
    let prototype: object | null = Object.getPrototypeOf(construct);
    while (prototype !== null && !classes.has(prototype.constructor)) {
      classes.add(prototype.constructor);
      prototype = Object.getPrototypeOf(prototype);
    }
  }
  return new Set([...classes].map((one) => String(Reflect.get(one, 'name'))));
}

/** What `import 'aws-cdk-lib/aws-s3'` gives, for each service that somebody has imported. */
function loadedServices(): readonly object[] {
  return Object.entries(require.cache)
    .filter(([file]) => /[\\/]aws-cdk-lib[\\/]aws-[^\\/]+[\\/]index\.js$/.test(file))
    .map(([, module]) => module?.exports);
}
