/** What an expression of a template sees, depending on where it stands. */
import type { Json, JsonObject } from '../../../json.ts';

/** Where an expression stands: functions are not expected everywhere. `name`: what says which resource it is. */
export type Place = 'name' | 'parameter' | 'variable' | 'function' | 'resource' | 'output';

/** A copy loop that an expression is in. */
export interface Loop {
  /** '' for the loop of variables or outputs that has no name of its own. */
  readonly name: string;
  readonly index: number;
}

/** What is the same for all expressions of a deployment. */
export interface DeploymentFacts {
  readonly subscription: JsonObject;
  readonly resourceGroup: JsonObject;
  readonly tenant: JsonObject;
  readonly environment: JsonObject;
  readonly deployment: JsonObject;
  readonly deployer: JsonObject;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What only deployed resources can tell. */
export interface LiveResources {
  /** A resource as ARM shows it. `target`: its id, its name, or its symbolic name. Throws ExpressionError. */
  read(target: string, apiVersion: string | undefined): JsonObject;
  /** All instances of a symbolic name with a copy loop. */
  readAll(symbol: string): readonly JsonObject[];
  /** What a POST of a function such as `listKeys` answers. Throws ExpressionError. */
  list(name: string, target: string, apiVersion: string, payload: Json | undefined): Json;
}

export interface UserFunction {
  readonly parameters: readonly string[];
  readonly output: Json;
}

export interface Scope {
  readonly facts: DeploymentFacts;
  readonly place: Place;
  /** Throw ExpressionError for unknown names. */
  readonly parameter: (name: string) => Json;
  readonly variable: (name: string) => Json;
  /** By `namespace.name` in lower case. */
  readonly functions: ReadonlyMap<string, UserFunction>;
  /** From the outside in. */
  readonly loops: readonly Loop[];
  /** Arguments of the lambda expressions around, by name. */
  readonly lambdas: ReadonlyMap<string, Json>;
  /** Undefined before anything is deployed. */
  readonly live: LiveResources | undefined;
  /** Leaves texts as they are written whose expressions only deployed resources could tell. */
  readonly keepsUnknown?: boolean;
}
