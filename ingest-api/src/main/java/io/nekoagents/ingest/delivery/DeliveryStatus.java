package io.nekoagents.ingest.delivery;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** It is yet to be made, now or later. */
    PENDING,
    /** The receiver took it. */
    DELIVERED,
    /** It was not taken in all the time there was for it. */
    GIVEN_UP,
    /** The receiver wants nothing more of the task. */
    DISABLED
}
