/** Every span of time that following logs relies on, in ms. What each was tried against: `docs/log-following.md`. */

const second = 1000;
const minute = 60 * second;

// The clocks and the service.

/**
 * Our idea of the server's clock is wrong by at most this much: its `Date` headers count whole seconds, and an answer
 * may have been on its way for half a second more.
 */
export const clockUncertainty = 1.5 * second;
/**
 * A log shows a line at the latest this long after its socket brought it. No bound is known of Azure's; the slowest
 * logs of the oracle test are 10 s behind and show what was written up to the last second. Too long only delays; too
 * short takes a line that is yet to come for one that never will, and prints it twice.
 */
export const longestLag = 11 * second;
/**
 * A socket brings a line at most this long before or after the log's timestamp of it, the error of the clocks
 * included: what a socket brings is no older, unless it replays.
 */
export const socketLogSkew = 3 * second;
/** A state is behind what happened by at most this much: one answer's way, and a moment until Azure has written it. */
export const maxStateAge = 600;

// The thread that everything shares.

/**
 * Whoever has more to do works for so long at once, and rests for so long then: two thirds of the thread at most, and
 * nobody else waits for longer than a frame of a screen.
 */
export const longestTurn = 8;
export const restBetweenTurns = 4;

// Reading the log (`schedule/`).

/**
 * A line counts as surely shown no sooner after it came, however fast the log has been: after less, an older line of
 * the same text is taken for one that the log doesn't show yet (one second was not enough against the oracle).
 */
export const minSettleTime = 3 * second;
/** Nor any later: timestamps that say that a log is further behind are wrong. */
export const maxSettleTime = longestLag;
/** Live: how often a snapshot checks the socket when nothing else calls for it. */
export const proofInterval = 15 * second;
/** Readings follow each other no faster, nor slower where something may be going on. */
export const minReadPause = second;
export const maxReadPause = 10 * second;
/** The first pause after ARM has throttled a reading, and the longest after any failure. */
export const throttledReadPause = 5 * second;
export const maxFailedReadPause = minute;
/** A snapshot that is ahead of the socket waits so long for it, counted from when it was asked for. */
export const socketCatchUpTime = second;
/** And so long while the socket has more than can be read: it is behind by what is under way. */
export const busySocketCatchUpTime = 10 * second;
/** It is looked no more often whether the socket has caught up: all that came meanwhile is compared. */
export const catchUpCheckPause = 100;
/** A request without an answer for so long is given up: the laptop slept, or the network went away. */
export const answerTimeout = minute;
/** A waiting loop looks around after so long at the latest: a clock that was set must not stop it for hours. */
export const longestWait = minute;

// The socket (`stream/`).

/** A line that a snapshot shows must have come through the socket after so long, or the socket is dead. */
export const deadSocketTimeout = 5 * second;
/**
 * Lines whose position isn't known are kept for so long, however many they are: as long as a position is looked for.
 */
export const unplacedLineRetention = 5 * second;
/** Pauses before reconnecting double from the one to the other (each times 0.5 to 1.5, so that sockets spread). */
export const minReconnectPause = second;
export const maxReconnectPause = minute;
/** A socket that was open for so long was a good one: the next is tried soon. */
export const stableConnectionTime = 30 * second;

/**
 * A container whose socket brought more than can be followed is shown by samples, until a socket brings little enough
 * for its position to be found, or for so long.
 */
export const floodDuration = minute;

// The container's state (`container/`).

/** The state is asked for when nothing has come for so long: sooner where no socket would show an end. */
export const quietQueryInterval = minute;
export const quietQueryIntervalWithoutSocket = 10 * second;
/** The longest pause after the state could not be asked for. */
export const maxFailedQueryPause = 30 * second;
/** While a container is waited for, the state is asked for ever slower, from the one to the other. */
export const minWaitingQueryPause = second;
export const maxWaitingQueryPause = 10 * second;
/**
 * A failed container that may or may not be restarted counts as ended after so long: Kubernetes, whose back-off Azure's
 * states show, waits five minutes at most.
 */
export const longestBackOff = 6 * minute;
/** The log shows all of an incarnation's lines at the latest this long after its end (times count whole seconds). */
export const completionDelay = 4 * second;
/** An ended incarnation's log that can't be had for so long, or isn't complete yet, is given up. */
export const completionTimeout = 10 * second;
/** Restarts within this time are a crash loop. */
export const crashLoopWindow = 5 * minute;

// All containers of a group.

/** The group is asked for when nobody else has asked for so long. */
export const groupRefreshInterval = 15 * second;
/** The activity log is asked for so often, and at first so far back; it tells of something minutes later. */
export const activityInterval = 2 * minute;
export const activityBefore = 24 * 60 * minute;
/** An item waits so long for earlier ones of other sources: about what two sockets differ by. */
export const mergeWindow = 300;
/** Up to so long where some come later than that, as logs do that are polled: nobody wants to wait for more. */
export const longestMergeWindow = 2 * second;
/** For how long the window stays widened after the last one that came late. */
export const widenedWindowDuration = 10 * second;
/** Nothing is given out before each source has brought something, or so much time has passed. */
export const firstItemTimeout = 2 * second;
