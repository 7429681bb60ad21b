package io.faceward.access;

class LocalBucketsTests extends BucketsContract {

    @Override
    Buckets buckets() {
        return new LocalBuckets(PROPERTIES);
    }
}
