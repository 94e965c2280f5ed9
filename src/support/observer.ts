const handlers = new Set<(error: unknown) => void>();

/**
Call an observer without letting its errors reach what it observes. They go to the handlers of `onObserverFault()`; if there are none, they become uncaught exceptions.
*/
export function tell<Arguments extends readonly unknown[]>(
	observer: ((...values: Arguments) => void) | undefined,
	...values: Arguments
): void {
	try {
		observer?.(...values);
	} catch (error) {
		report(error);
	}
}

/**
Handle the errors that observers throw in this process.

@returns A function that removes the handler.
*/
export function onObserverFault(handler: (error: unknown) => void): () => void {
	handlers.add(handler);
	return () => {
		handlers.delete(handler);
	};
}

let isReporting = false;

function report(error: unknown) {
	// A handler may notify observers itself: one that always throws would recurse for ever.
	if (isReporting) {
		return;
	}

	if (handlers.size === 0) {
		queueMicrotask(() => {
			throw error;
		});
	}

	isReporting = true;
	try {
		for (const handler of handlers) {
			handler(error);
		}
	} finally {
		isReporting = false;
	}
}
