import type {EngineRefusal} from '../../gpu/engine.ts';
import type {AuthRefusalReason} from '../../protocol/auth-answer.ts';
import type {AdmissionRefusal} from './admission.ts';

/** Why a query was not answered. */
export type RefusalReason =
	| 'not-http'
	| 'length-required'
	| 'not-found'
	| 'method-not-allowed'
	| 'body-too-large'
	| 'body-too-slow'
	| 'stopping'
	| 'bad-json'
	| 'bad-question'
	| 'client-gone'
	| AuthRefusalReason
	| AdmissionRefusal
	| EngineRefusal
	| 'internal';

/** A refusal, as sent to the caller. */
export type QueryRefusal = {
	/** HTTP status. */
	readonly status: number;
	readonly reason: RefusalReason;
	/** A sentence for the caller, without secrets. */
	readonly message?: string;
};

/** HTTP statuses of refusals that do not carry their own. */
const statuses: Readonly<
	Record<Exclude<RefusalReason, Exclude<AuthRefusalReason, 'too-busy'> | AdmissionRefusal>, number>
> = {
	'not-http': 400,
	'length-required': 411,
	'not-found': 404,
	'method-not-allowed': 405,
	'body-too-large': 413,
	'body-too-slow': 408,
	'too-busy': 503,
	stopping: 503,
	'bad-json': 400,
	'bad-question': 400,
	'client-gone': 499,
	'queue-full': 503,
	deadline: 504,
	'engine-failed': 503,
	cancelled: 499,
	closed: 503,
	unsupported: 503,
	'too-long': 413,
	internal: 500,
};

/**
Create a refusal from its reason.

@example
```
refuse('deadline');
//=> {status: 504, reason: 'deadline', message: undefined}
```
*/
export function refuse(reason: keyof typeof statuses, message?: string): QueryRefusal {
	return {status: statuses[reason], reason, message};
}
