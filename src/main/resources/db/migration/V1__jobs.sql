-- For PostgreSQL and H2 alike.

CREATE TABLE job (
    id uuid PRIMARY KEY,
    operation varchar(40) NOT NULL,
    owner varchar(255) NOT NULL,
    idempotency_key varchar(255),
    fingerprint varchar(64) NOT NULL,
    parameters text NOT NULL,
    state varchar(16) NOT NULL,
    has_input boolean NOT NULL,
    execution bigint NOT NULL, -- fencing token: what an older execution writes is refused
    attempts int NOT NULL,
    steps_done int,
    steps_total int,
    psnr double precision,
    answer text,
    problem text,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT one_job_per_key UNIQUE (owner, idempotency_key)
);

CREATE INDEX job_by_state ON job (state, created_at);
CREATE INDEX job_by_expiry ON job (expires_at);

-- Whoever holds the lock on its one row may count the queue and add to it.
CREATE TABLE job_admission (
    id int PRIMARY KEY
);

INSERT INTO job_admission (id) VALUES (1);

-- The table of db-scheduler.
CREATE TABLE scheduled_tasks (
    task_name varchar(100) NOT NULL,
    task_instance varchar(100) NOT NULL,
    task_data bytea,
    execution_time timestamp with time zone NOT NULL,
    picked boolean NOT NULL,
    picked_by varchar(255),
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures int,
    last_heartbeat timestamp with time zone,
    version bigint NOT NULL,
    priority smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
