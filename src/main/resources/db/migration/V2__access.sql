-- What clients have left of their limits; bucket4j reads and writes it on PostgreSQL.

CREATE TABLE access_bucket (
    id varchar(400) PRIMARY KEY,
    state bytea,
    expires_at bigint
);

CREATE INDEX access_bucket_by_expiry ON access_bucket (expires_at);
