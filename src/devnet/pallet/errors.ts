import type {DispatchError} from './dispatch-error.ts';

/** One of a pallet's own errors, by name. */
export type ModuleError = {readonly pallet: string; readonly name: string; readonly index: number};

/**
Name the errors of a pallet, or of one subject of it, with their indices in the metadata.

@example
```
const {SubnetNotExists} = defineErrors('SubtensorModule', {SubnetNotExists: 75});
ensure(state.get(NetworksAdded, netuid), SubnetNotExists);
```
*/
export function defineErrors<const Indices extends Readonly<Record<string, number>>>(
	pallet: string,
	indices: Indices,
): {readonly [Name in keyof Indices]: ModuleError} {
	return Object.fromEntries(
		Object.entries(indices).map(([name, index]) => [name, {pallet, name, index}]),
	) as {readonly [Name in keyof Indices]: ModuleError};
}

/** Error thrown to abort a call: all its writes are reverted, and its extrinsic fails with `reason`. */
export class DispatchFailure extends Error {
	override name = 'DispatchFailure' as const;
	readonly reason: ModuleError | DispatchError;

	constructor(reason: ModuleError | DispatchError) {
		super(
			`The call failed: \`${'pallet' in reason ? `${reason.pallet}.${reason.name}` : reason.type}\``,
		);
		this.reason = reason;
	}
}

/**
Abort the call with a pallet's error or one of the chain's.

@throws {DispatchFailure} Always.
*/
export function fail(reason: ModuleError | DispatchError): never {
	throw new DispatchFailure(reason);
}

/**
Ensure that the condition holds.

@throws {DispatchFailure} If it does not hold.
*/
export function ensure(condition: boolean, reason: ModuleError | DispatchError): asserts condition {
	if (!condition) {
		throw new DispatchFailure(reason);
	}
}
