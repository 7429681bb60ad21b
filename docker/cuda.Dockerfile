# A base image for GPUs: CUDA and libtorch as PyTorch publishes them, and Java. From the root of the repository:
#
#   docker build -f docker/cuda.Dockerfile -t faceward-cuda-base docker
#   docker build -f docker/Dockerfile -t faceward:cuda --build-arg BASE_IMAGE=faceward-cuda-base --build-arg FLAVOR=cu128 \
#     --build-arg LIBTORCH=/opt/libtorch .
#
# PyTorch's version is that of pom.xml (pytorch.version), and its CUDA that of FLAVOR.
ARG PYTORCH_IMAGE=pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime
FROM ${PYTORCH_IMAGE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends openjdk-17-jre-headless fontconfig fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && ln -s "$(python -c 'import os, torch; print(os.path.join(os.path.dirname(torch.__file__), "lib"))')" /opt/libtorch
