import type {AskRefusal} from '../gpu/run-batch.ts';
import type {AuthRefusalReason} from '../protocol/auth-answer.ts';
import type {AdmissionRefusal} from './admission.ts';

/** Why a query was not answered. */
export type RefusalReason =
	| 'not-http'
	| 'not-found'
	| 'method-not-allowed'
	| 'body-too-large'
	| 'too-busy'
	| 'stopping'
	| 'bad-json'
	| 'bad-question'
	| 'client-gone'
	| AuthRefusalReason
	| AdmissionRefusal
	| AskRefusal
	| 'internal';

/** A refusal as the sender hears it. */
export type QueryRefusal = {
	/** Of HTTP. */
	readonly status: number;
	readonly reason: RefusalReason;
	/** A sentence for the sender; it says nothing secret. */
	readonly message?: string;
};

/** Statuses of those refusals that do not bring their own. */
const statuses: Readonly<
	Record<Exclude<RefusalReason, AuthRefusalReason | AdmissionRefusal>, number>
> = {
	'not-http': 400,
	'not-found': 404,
	'method-not-allowed': 405,
	'body-too-large': 413,
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
	internal: 500,
};

/**
Create a refusal by its reason.

@example
```
refuse('deadline');
//=> {status: 504, reason: 'deadline', message: undefined}
```
*/
export function refuse(reason: keyof typeof statuses, message?: string): QueryRefusal {
	return {status: statuses[reason], reason, message};
}
